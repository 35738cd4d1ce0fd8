"""The public pages of the map."""

from landkarte.views.changes import ChangeList, Feed
from landkarte.views.entries import EntryList
from landkarte.views.entry_detail import EntryDetail
from landkarte.views.figures import FigureCsv, FigureList
from landkarte.views.reports import ReportCreate, ReportReceived
from landkarte.views.tiles import Tile

__all__ = [
    "ChangeList",
    "EntryDetail",
    "EntryList",
    "Feed",
    "FigureCsv",
    "FigureList",
    "ReportCreate",
    "ReportReceived",
    "Tile",
]
