"""The public pages of the map."""

from landkarte.views.entries import EntryDetail, EntryList
from landkarte.views.tiles import Tile

__all__ = ["EntryDetail", "EntryList", "Tile"]
