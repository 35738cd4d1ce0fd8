"""What the companies' side adds to the changes of many entries at once."""

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.bulk.action import CHANGE, CHANGES, SAME, Action
from landkarte.entries import moderation
from landkarte.entries.freshness import old
from landkarte.models import Entry
from submissions import freshness
from submissions.models import FreshnessLetter


def _to_ask(entries, options):
    """Those whose members can be written to now: the others are asked already, or have nobody."""
    due = ExpressionWrapper(old(timezone.localdate()), BooleanField())
    recently = timezone.now() - freshness.PAUSE
    letters = FreshnessLetter.objects.filter(entry=OuterRef("pk"), at__gt=recently)
    asked = entries.annotate(has_members=Exists(freshness.members()), is_due=due, has_letter=Exists(letters))
    columns = ("pk", "name", "status", "has_members", "unconfirmed_since", "asked_on", "confirmed_on")
    for key, name, *said in asked.values_list(*columns, "is_due", "has_letter"):
        yield key, name, _verdict(*said)


def _verdict(status, has_members, unconfirmed_since, asked_on, confirmed_on, is_due, has_letter):
    if status != Entry.Status.PUBLISHED:
        return _("nicht veröffentlicht")
    if not has_members:
        return _("niemand hat ein Konto dafür")
    if unconfirmed_since:
        return _("nach der letzten Erinnerung hat niemand geantwortet")
    if confirmed_on == timezone.localdate():
        return _("heute bestätigt")
    is_asked = asked_on and (confirmed_on is None or confirmed_on < asked_on)
    return SAME if is_due or has_letter or is_asked else CHANGES


def _ask(entry, options, *, by):
    if entry.asked_on == timezone.localdate():
        return  # by somebody else, in the meantime
    if entry.unconfirmed_since or not Entry.objects.filter(Exists(freshness.members()), pk=entry.pk).exists():
        raise ValidationError(
            _("Für „%(name)s“ kann niemand gefragt werden."), "nobody", {"name": entry.name}
        )
    moderation.ask_to_confirm(entry, by=by)


ACTIONS = (
    Action(
        "ask",
        gettext_lazy("Um Bestätigung bitten"),
        _to_ask,
        _ask,
        (CHANGE,),
        note=gettext_lazy(
            "Die Briefe gehen mit dem nächsten täglichen Lauf hinaus, höchstens einer je Person und Tag; "
            "Erinnerungen folgen nach 14 und 28 Tagen."
        ),
    ),
)
