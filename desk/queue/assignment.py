"""Who takes care of an item of the queue, who is looking at it, and what staff note about it.

An item is named by its source (`desk.queue.sources`) and the key of its row.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models import DeskNote, Handling
from machinery.busy import unless_busy

LOOKING = timedelta(minutes=15)  # so long somebody who has opened the page counts as looking at it


def assign(source, key, *, to, by):
    """Say who takes care of the item: a member of the staff, or None for nobody."""
    if to is not None and not (to.is_staff and to.is_active):
        raise ValidationError(_("%(user)s gehört nicht zur Redaktion."), "no-staff", {"user": to})
    values = {"assigned_to": to, "assigned_at": timezone.now() if to else None}
    return Handling.objects.update_or_create(source=source, key=key, defaults=values)[0]


def take(source, key, *, by):
    """Take care of the item oneself. ValidationError when somebody else does already: of two at once the
    second is told."""
    handling = _of(source, key)
    free = Handling.objects.filter(Q(assigned_to=None) | Q(assigned_to=by), pk=handling.pk)
    if not free.update(assigned_to=by, assigned_at=timezone.now()):
        raise taken()
    return handling


def taken():
    return ValidationError(_("Darum kümmert sich inzwischen jemand anderes."), "taken")


def look_at(source, key, *, by):
    """Note that `by` has the item open. Returns who else has it open, or None: of two at once the second is
    told, and the first stays the one who looks at it. While the database is busy nothing is noted: the page
    need not wait for that."""

    def note():
        free = Q(looked_at_by=None) | Q(looked_at_by=by) | Q(looked_at__lte=timezone.now() - LOOKING)
        Handling.objects.filter(free, pk=_of(source, key).pk).update(
            looked_at_by=by, looked_at=timezone.now()
        )

    unless_busy(note)
    handling = Handling.objects.filter(source=source, key=key).first()
    other = handling and looking_at(handling)
    return None if other == by else other


def _of(source, key):
    return Handling.objects.get_or_create(source=source, key=key)[0]


def looking_at(handling):
    """Who has the item open now, as far as we know, or None."""
    if handling.looked_at and handling.looked_at > timezone.now() - LOOKING:
        return handling.looked_at_by
    return None


def look_away(source, key, *, by):
    """Note that `by` is done with the item."""
    Handling.objects.filter(source=source, key=key, looked_at_by=by).update(looked_at_by=None, looked_at=None)


def forget(source, *, kept):
    """Drop who takes care of the items of this source whose keys are not `kept` (a QuerySet of one column).
    Returns how many."""
    return Handling.objects.filter(source=source).exclude(key__in=kept).delete()[0]


def add_note(source, key, *, by, text="", proposal=""):
    """Write a note for the others, or what one would decide. ValidationError when it says nothing."""
    if not (text.strip() or proposal):
        raise ValidationError(_("Bitte schreiben Sie etwas, oder wählen Sie einen Vorschlag."), "empty")
    return DeskNote.objects.create(source=source, key=key, text=text.strip(), proposal=proposal, by=by)


def erase_notes(*sources, keys):
    """Delete what staff have noted about the items of these sources with these keys, when a person goes."""
    DeskNote.objects.filter(source__in=sources, key__in=list(keys)).delete()
