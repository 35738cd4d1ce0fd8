"""The kinds of jobs that the desk has: the worker does these."""

from django.urls import reverse

from desk.bulk import planning
from desk.bulk.action import CHANGE
from desk.duplicates import pairs
from desk.exporting import making
from desk.importing import steps
from desk.vocabularies import terms
from machinery import jobs

MOST_IN_ADDRESS = 300  # entries that the address of a list names


def changed_entries(job):
    """The list of the job's entries; of all when they are too many for an address."""
    listed, keys = reverse("admin:landkarte_entry_changelist"), job.parameters.get("entries", [])
    return f"{listed}?id__in={','.join(map(str, keys))}" if 0 < len(keys) <= MOST_IN_ADDRESS else listed


WORKS = (
    jobs.Work(planning.KIND, planning.do_part, CHANGE, address=changed_entries, told=planning.told),
    jobs.Work(terms.KIND, terms.do_part, "landkarte.change_industry"),
    jobs.Work(pairs.JOB, pairs.part, "desk.view_duplicatepair", pairs.address, look=pairs.look),
    making.WORK,
    *steps.WORKS,
)

for work in WORKS:
    jobs.register(work)
