"""What is on the map: entries, the vocabularies that describe them, and the regions they lie in."""

from landkarte.models import files, search_lines  # noqa: F401 (they connect their receivers)
from landkarte.models.connection import Connection
from landkarte.models.entry import Entry, FormerSlug, FurtherSource
from landkarte.models.place import Place, Region, River
from landkarte.models.report import Report
from landkarte.models.vocabulary import Focus, Industry, Term

__all__ = [
    "Connection",
    "Entry",
    "Focus",
    "FormerSlug",
    "FurtherSource",
    "Industry",
    "Place",
    "Region",
    "Report",
    "River",
    "Term",
]
