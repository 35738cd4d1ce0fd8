"""The public pages of the map."""

from landkarte.views.entries import EntryList
from landkarte.views.entry_detail import EntryDetail
from landkarte.views.reports import ReportCreate, ReportReceived
from landkarte.views.tiles import Tile

__all__ = ["EntryDetail", "EntryList", "ReportCreate", "ReportReceived", "Tile"]
