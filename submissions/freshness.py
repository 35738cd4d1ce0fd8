"""Whether entries are still correct."""

from django.utils import timezone


def confirm(entry, *, by):
    entry.confirmed_on, entry.unconfirmed_since = timezone.localdate(), None
    entry.save(update_fields=["confirmed_on", "unconfirmed_since", "updated_at"])
    return entry
