"""The public pages of the map."""

from landkarte.views.accessibility import Accessibility, BarrierCreate
from landkarte.views.changes import ChangeList, Feed
from landkarte.views.embed import EmbedBuilder, EntryEmbed
from landkarte.views.entries import EntryList
from landkarte.views.entry_detail import EntryDetail
from landkarte.views.entry_logo import EntryLogo
from landkarte.views.figures import FigureCsv, FigureList
from landkarte.views.land import Land
from landkarte.views.oembed import OEmbed
from landkarte.views.pictures import EntryPicture, QueryPicture
from landkarte.views.print import EntryPrint
from landkarte.views.reports import ReportCreate, ReportReceived
from landkarte.views.tiles import Tile

__all__ = [
    "Accessibility",
    "BarrierCreate",
    "ChangeList",
    "EmbedBuilder",
    "EntryDetail",
    "EntryEmbed",
    "EntryList",
    "EntryLogo",
    "EntryPicture",
    "EntryPrint",
    "Feed",
    "FigureCsv",
    "FigureList",
    "Land",
    "OEmbed",
    "QueryPicture",
    "ReportCreate",
    "ReportReceived",
    "Tile",
]
