"""An entry as it would be if a submission were accepted now; nothing is saved."""

from copy import copy

from django.utils import timezone

from landkarte.models import Entry
from submissions.content import lay_onto, terms_of

NO_ADDRESS = "vorschau"  # what is new has no slug before it is accepted


def preview_entry(submission):
    """The unsaved `Entry`, its industries and its focuses."""
    if submission.entry:
        entry = copy(submission.entry)
    else:
        entry = Entry(kind=submission.kind, slug=NO_ADDRESS, created_at=timezone.now())
    lay_onto(entry, submission.content)
    entry.name = entry.name or submission.name
    entry.updated_at, entry.confirmed_on = timezone.now(), timezone.localdate()
    entry.unconfirmed_since = None
    if not submission.is_of_organisation:
        entry.organisation = submission.organisation.entry
    return entry, terms_of(submission.content, "industries"), terms_of(submission.content, "focuses")
