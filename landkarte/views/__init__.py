"""The public pages of the map."""

from landkarte.views.changes import ChangeList, Feed
from landkarte.views.entries import EntryDetail, EntryList
from landkarte.views.figures import FigureCsv, FigureList
from landkarte.views.tiles import Tile

__all__ = ["ChangeList", "EntryDetail", "EntryList", "Feed", "FigureCsv", "FigureList", "Tile"]
