"""The public pages of the map."""

from landkarte.views.embed import EmbedBuilder, EntryEmbed
from landkarte.views.entries import EntryDetail, EntryList
from landkarte.views.oembed import OEmbed
from landkarte.views.print import EntryPrint
from landkarte.views.tiles import Tile

__all__ = ["EmbedBuilder", "EntryDetail", "EntryEmbed", "EntryList", "EntryPrint", "OEmbed", "Tile"]
