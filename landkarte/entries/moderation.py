"""Who makes an entry public, who takes it back, who puts reviewed content into it, and who vouches for it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.models.news import ASK_TO_CONFIRM, CONFIRM, MARK_UNCONFIRMED, PUBLISH, UNPUBLISH
from machinery.history import one_record
from machinery.refusals import database_refusals


@database_refusals()
@transaction.atomic
def publish(entry, *, by):
    """Show the entry to everybody. ValidationError when it is public already or lacks a text.

    Returns the entry as it is now in the database.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.is_published:
        raise ValidationError(_("„%(name)s“ ist schon veröffentlicht."), "published", {"name": entry.name})
    if entry.merged_into_id:
        raise ValidationError(
            _("„%(name)s“ ist in einem anderen Eintrag aufgegangen."), "merged", {"name": entry.name}
        )
    if not entry.summary:
        raise ValidationError(_("„%(name)s“ hat noch keinen Kurztext."), "no-summary", {"name": entry.name})
    entry.go_public()
    return _save(entry, by=by, reason=PUBLISH)


@transaction.atomic
def unpublish(entry, *, by):
    """Take the entry out of everything public. ValidationError when it is not public."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not entry.is_published:
        raise ValidationError(
            _("„%(name)s“ ist nicht veröffentlicht."), "not-published", {"name": entry.name}
        )
    entry.status = Entry.Status.UNPUBLISHED
    return _save(entry, by=by, reason=UNPUBLISH)


@database_refusals()
@transaction.atomic
def put(entry, *, by, terms, reason):
    """Save an entry whose columns hold reviewed content: one line of history. A new one is public from now
    on; one that was taken off the map stays off, as `publish` alone brings it back.

    The caller has locked the row. `terms`: field -> the terms that replace the present ones. ValidationError
    when the content breaks a rule of the map.
    """
    if entry._state.adding:
        entry.go_public()
    entry.full_clean()
    entry._history_user = by
    with one_record(entry, reason=reason):
        entry.save()
        for name, chosen in terms.items():
            getattr(entry, name).set(chosen)
    return entry


@transaction.atomic
def confirm(entry, *, by):
    """Note that what the public entry says is right today. ValidationError when it is not public."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not entry.is_published:
        raise ValidationError(
            _("„%(name)s“ ist nicht veröffentlicht."), "not-published", {"name": entry.name}
        )
    entry.confirmed_on, entry.unconfirmed_since = timezone.localdate(), None
    return _save(entry, by=by, reason=CONFIRM, fields=["confirmed_on", "unconfirmed_since"])


@transaction.atomic
def ask_to_confirm(entry, *, by):
    """Note that the members of a public entry shall say now whether it is right, although it is not their
    time yet. ValidationError when the entry is not public."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not entry.is_published:
        raise ValidationError(
            _("„%(name)s“ ist nicht veröffentlicht."), "not-published", {"name": entry.name}
        )
    entry.asked_on = timezone.localdate()
    return _save(entry, by=by, reason=ASK_TO_CONFIRM, fields=["asked_on"])


@transaction.atomic
def mark_unconfirmed(entry, *, since):
    """Show everybody that nobody vouches for the entry any more since this day."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    entry.unconfirmed_since = since
    return _save(entry, by=None, reason=MARK_UNCONFIRMED, fields=["unconfirmed_since"])


def _save(entry, *, by, reason, fields=None):
    """`fields` where the content stays as it is: then the day of the last change stays too."""
    entry._history_user = by
    entry._change_reason = reason
    entry.save(update_fields=fields)
    return entry
