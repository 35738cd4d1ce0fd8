"""What happens to an enquiry: it is taken in, somebody takes it on, agrees on a date, and closes it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry, Region
from landkarte.query import gazetteer
from machinery import letters, limits
from machinery.models.reference import new_reference
from machinery.working_days import add_working_days
from offers.models import Enquiry

WORKING_DAYS = 5
FORM = "enquiry"
MOST_OF_ONE_SENDER_AN_HOUR = 5
MOST_A_DAY = 200
CONSENT_VERSION = "2026-11"  # of the text beside the tick; a new text is a new version

Status = Enquiry.Status
MOVES = {  # state -> states that may follow
    Status.NEW: {Status.ASSIGNED, Status.DECLINED},
    Status.ASSIGNED: {Status.ASSIGNED, Status.AGREED, Status.DONE, Status.DECLINED},
    Status.AGREED: {Status.ASSIGNED, Status.AGREED, Status.DONE, Status.DECLINED},
    Status.DONE: set(),
    Status.DECLINED: set(),
}


@transaction.atomic
def receive(subject, *, sender, language, address, **said):
    """A new enquiry about this offer or this entry, due in five working days, and the letters about it.

    `said` holds the fields that the visitor filled in; `address(path)` makes whole addresses.
    `limits.LimitReachedError` when there are too many of this sender (see `limits.sender_of`) or of all.
    """
    limits.take(FORM, sender=sender, an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    enquiry = Enquiry.objects.create(
        reference=new_reference(Enquiry, "A"),
        **_about(subject),
        region=_municipality(said["place"]),
        consent_version=CONSENT_VERSION,
        language=language,
        due_on=add_working_days(timezone.localdate(), WORKING_DAYS),
        **said,
    )
    _tell_staff(enquiry, address)
    _confirm(enquiry)
    return enquiry


def _about(subject):
    if isinstance(subject, Entry):
        return {"entry": subject, "entry_name": subject.name}
    return {"offer": subject}


def _municipality(name):
    """The municipality of exactly this name; None for what our gazetteer does not know for sure."""
    keys = [spot.ags for spot in gazetteer.find(name, 2) if spot.label.casefold() == name.casefold()]
    if len(keys) != 1 or not keys[0]:
        return None
    towns = Region.objects.filter(level=Region.Level.MUNICIPALITY)
    return towns.filter(ags__in=[keys[0], f"{keys[0]}000"]).first()  # a kreisfreie Stadt is found as district


def _tell_staff(enquiry, address):
    change = reverse("admin:offers_enquiry_change", args=[enquiry.pk])
    letters.write(
        "enquiry_staff",
        to=settings.STAFF_EMAIL,
        language=settings.LANGUAGE_CODE,
        context={"enquiry": enquiry, "admin_address": address(change)},
        reply_to=[enquiry.email],
    )


def _confirm(enquiry):
    """A letter to the visitor, within the budget: the page has shown the number already."""
    try:
        with transaction.atomic():
            letters.write_to_stranger(
                "enquiry_received",
                to=enquiry.email,
                language=enquiry.language,
                context={"enquiry": enquiry},
            )
    except limits.LimitReachedError:
        return


@transaction.atomic
def assign(enquiry, *, by, to):
    """Give the enquiry to a member of the staff, who answers it; what was agreed stays agreed.
    ValidationError when it is closed."""
    enquiry = _moved(enquiry, Status.ASSIGNED)
    if enquiry.agreed_at:
        enquiry.status = Status.AGREED
    enquiry.assigned_to, enquiry.assigned_at = to, timezone.now()
    return _save(enquiry, by, "assign")


@transaction.atomic
def agree(enquiry, *, by, on):
    """Note the date on which the offer takes place, if it is known; without one, a date noted before stays.
    ValidationError before it is assigned."""
    enquiry = _moved(enquiry, Status.AGREED)
    enquiry.agreed_at, enquiry.agreed_date = timezone.now(), on or enquiry.agreed_date
    return _save(enquiry, by, "agree")


@transaction.atomic
def annotate(enquiry, *, by, note):
    """Write the editors' note, and nothing else."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    enquiry.note = note
    return _save(enquiry, by, "note")


@transaction.atomic
def finish(enquiry, *, by):
    """It took place. ValidationError before it is assigned, and when it is closed."""
    return _close(enquiry, Status.DONE, by)


@transaction.atomic
def decline(enquiry, *, by):
    """It does not take place. ValidationError when it is closed."""
    return _close(enquiry, Status.DECLINED, by)


def _close(enquiry, status, by):
    enquiry = _moved(enquiry, status)
    enquiry.closed_at, enquiry.closed_by = timezone.now(), by
    return _save(enquiry, by, status.value)


def _moved(enquiry, status):
    """The enquiry as it is now in the database, locked, in its new state."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if status not in MOVES[enquiry.status]:
        raise ValidationError(
            _("Die Anfrage %(reference)s ist „%(now)s“ und kann nicht „%(then)s“ werden."),
            "illegal-move",
            {
                "reference": enquiry.reference,
                "now": enquiry.get_status_display(),
                "then": Status(status).label,
            },
        )
    enquiry.status = status
    return enquiry


def _save(enquiry, by, reason):
    enquiry._history_user = by
    enquiry._change_reason = reason
    enquiry.save()
    return enquiry
