"""The kinds of jobs that the map has (`landkarte.jobs`), and what can be done to many entries at once."""

from django.urls import reverse

from landkarte import bulk, bulk_actions, jobs
from landkarte.bulk_forms import TermsForm

jobs.register(
    jobs.Work(
        bulk.KIND,
        bulk.do_part,
        bulk_actions.CHANGE,
        address=lambda job: reverse("admin:landkarte_entry_changelist"),
        told=bulk.told,
    )
)
bulk_actions.register_actions(TermsForm)
