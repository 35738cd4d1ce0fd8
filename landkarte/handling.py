"""Who takes care of an item of the queue, who is looking at it, and what staff note about it.

An item is named by its source (`landkarte.queue`) and the key of its row.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import DeskNote, Handling

LOOKING = timedelta(minutes=15)  # so long somebody who has opened the page counts as looking at it


def assign(source, key, *, to, by):
    """Say who takes care of the item: a member of the staff, or None for nobody."""
    if to is not None and not (to.is_staff and to.is_active):
        raise ValidationError(_("%(user)s gehört nicht zur Redaktion."), "no-staff", {"user": to})
    values = {"assigned_to": to, "assigned_at": timezone.now() if to else None}
    return Handling.objects.update_or_create(source=source, key=key, defaults=values)[0]


def look_at(source, key, *, by):
    """Note that `by` has the item open. Returns who else had it open just before, or None."""
    handling, _created = Handling.objects.get_or_create(source=source, key=key)
    other = looking_at(handling)
    if other in (None, by):
        handling.looked_at_by, handling.looked_at = by, timezone.now()
        handling.save(update_fields=["looked_at_by", "looked_at"])
    return other if other != by else None


def looking_at(handling):
    """Who has the item open now, as far as we know, or None."""
    if handling.looked_at and handling.looked_at > timezone.now() - LOOKING:
        return handling.looked_at_by
    return None


def look_away(source, key, *, by):
    """Note that `by` is done with the item."""
    Handling.objects.filter(source=source, key=key, looked_at_by=by).update(looked_at_by=None, looked_at=None)


def add_note(source, key, *, by, text="", proposal=""):
    """Write a note for the others, or what one would decide. ValidationError when it says nothing."""
    if not (text.strip() or proposal):
        raise ValidationError(_("Bitte schreiben Sie etwas, oder wählen Sie einen Vorschlag."), "empty")
    return DeskNote.objects.create(source=source, key=key, text=text.strip(), proposal=proposal, by=by)
