"""What staff note, find, bring in and take out."""

from desk.models import files  # noqa: F401 (it connects its receivers)
from desk.models.daily import DailyRun
from desk.models.duplicate import DuplicatePair, Merge
from desk.models.exchange import ColumnMapping, Export, Import, ImportedRow
from desk.models.finding import Finding
from desk.models.queue import DeskNote, Handling, SavedView

__all__ = [
    "ColumnMapping",
    "DailyRun",
    "DeskNote",
    "DuplicatePair",
    "Export",
    "Finding",
    "Handling",
    "Import",
    "ImportedRow",
    "Merge",
    "SavedView",
]
