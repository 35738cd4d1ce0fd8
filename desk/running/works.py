"""The kinds of jobs that the map has, what can be done to many entries at once, and what happens nightly."""

from django.urls import reverse

from desk.bulk import actions, planning
from desk.bulk.forms import TermsForm
from desk.duplicates import (
    works,  # noqa: F401
)
from desk.figures import (
    entries,  # noqa: F401
)
from desk.findings import (
    checks,
    of_entries,  # noqa: F401 (they register themselves)
)
from desk.importing import steps  # noqa: F401
from desk.queue import sources
from desk.running import nightly
from desk.vocabularies import terms
from machinery import jobs

MOST_IN_ADDRESS = 300  # entries that the address of a list names


def changed_entries(job):
    """The list of the job's entries; of all when they are too many for an address."""
    listed, keys = reverse("admin:landkarte_entry_changelist"), job.parameters.get("entries", [])
    return f"{listed}?id__in={','.join(map(str, keys))}" if 0 < len(keys) <= MOST_IN_ADDRESS else listed


jobs.register(
    jobs.Work(
        planning.KIND,
        planning.do_part,
        actions.CHANGE,
        address=changed_entries,
        told=planning.told,
    )
)
actions.register_actions(TermsForm)
nightly.register("handling", sources.forget_decided)
jobs.register(jobs.Work(terms.KIND, terms.do_part, "landkarte.change_industry"))
nightly.register("consistency", checks.look_at_all)
