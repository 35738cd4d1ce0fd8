"""What is on the map: entries, the vocabularies that describe them, and the regions they lie in."""

from landkarte.models import files, public_tables, search_lines  # noqa: F401 (they connect their receivers)
from landkarte.models.connection import Connection
from landkarte.models.desk import DeskNote, Handling, SavedView
from landkarte.models.duplicate import DuplicatePair, Merge
from landkarte.models.entry import Entry, FormerSlug, FurtherSource
from landkarte.models.exchange import ColumnMapping, Export, Import, ImportedRow
from landkarte.models.finding import Finding
from landkarte.models.job import Job
from landkarte.models.letter import Letter
from landkarte.models.once import FirstAnswer
from landkarte.models.place import Place, Region, River
from landkarte.models.quota import Quota
from landkarte.models.report import Report
from landkarte.models.scheduled import Scheduled, ScheduledQuerySet
from landkarte.models.vocabulary import Focus, Industry, Term
from landkarte.publishing import DataVersion

__all__ = [
    "ColumnMapping",
    "Connection",
    "DataVersion",
    "DeskNote",
    "DuplicatePair",
    "Entry",
    "Export",
    "Finding",
    "FirstAnswer",
    "Focus",
    "FormerSlug",
    "FurtherSource",
    "Handling",
    "Import",
    "ImportedRow",
    "Industry",
    "Job",
    "Letter",
    "Merge",
    "Place",
    "Quota",
    "Region",
    "Report",
    "River",
    "SavedView",
    "Scheduled",
    "ScheduledQuerySet",
    "Term",
]
