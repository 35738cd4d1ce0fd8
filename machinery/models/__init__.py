"""What the mechanisms keep: letters, jobs, counted tries, first answers, the data version, changed rows."""

from machinery.changes import Change
from machinery.models.job import Job
from machinery.models.letter import Letter
from machinery.models.once import FirstAnswer
from machinery.models.quota import Quota
from machinery.models.scheduled import Scheduled, ScheduledQuerySet
from machinery.publishing import DataVersion

__all__ = [
    "Change",
    "DataVersion",
    "FirstAnswer",
    "Job",
    "Letter",
    "Quota",
    "Scheduled",
    "ScheduledQuerySet",
]
