"""The kinds of jobs that the map has, what can be done to many entries at once, and what happens nightly."""

from django.urls import reverse

from landkarte import (
    bulk,
    bulk_actions,
    consistency,
    duplicate_works,  # noqa: F401
    entry_checks,  # noqa: F401 (they register themselves)
    entry_numbers,  # noqa: F401
    jobs,
    nightly,
    queue,
    vocabularies,
)
from landkarte.bulk_forms import TermsForm
from landkarte.importing import steps  # noqa: F401

MOST_IN_ADDRESS = 300  # entries that the address of a list names


def changed_entries(job):
    """The list of the job's entries; of all when they are too many for an address."""
    listed, keys = reverse("admin:landkarte_entry_changelist"), job.parameters.get("entries", [])
    return f"{listed}?id__in={','.join(map(str, keys))}" if 0 < len(keys) <= MOST_IN_ADDRESS else listed


jobs.register(
    jobs.Work(
        bulk.KIND,
        bulk.do_part,
        bulk_actions.CHANGE,
        address=changed_entries,
        told=bulk.told,
    )
)
bulk_actions.register_actions(TermsForm)
nightly.register("handling", queue.forget_decided)
jobs.register(jobs.Work(vocabularies.KIND, vocabularies.do_part, "landkarte.change_industry"))
nightly.register("consistency", consistency.look_at_all)
