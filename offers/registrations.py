"""What happens to a registration for an event: it gets a seat, and it is withdrawn."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from machinery import letters, limits
from machinery.models.reference import new_reference
from offers.models import Event, EventRegistration

FORM = "registration"
MOST_OF_ONE_SENDER_AN_HOUR = 10  # a company registers several people
MOST_A_DAY = 500
CONSENT_VERSION = "2026-11"  # of the text beside the tick; a new text is a new version
KEY_LENGTH = 32


class ClosedError(Exception):
    """The event takes no registration any more: it is full, cancelled, past, or not public."""


@transaction.atomic
def register(event, *, sender, language, address, **said):
    """A seat at this event for one more person, and the letters about it.

    `said` holds the fields that the visitor filled in; `address(path)` makes whole addresses. ClosedError;
    `limits.LimitReachedError` when there are too many of this sender (see `limits.sender_of`) or of all.
    """
    limits.take(FORM, sender=sender, an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    # Of two for the last seat, one waits here and then sees the other's.
    event = Event.objects.published().select_for_update().filter(pk=event.pk).first()
    if event is None or not event.takes_registrations:
        raise ClosedError
    registration = EventRegistration.objects.create(
        reference=new_reference(EventRegistration, "T"),
        event=event,
        consent_version=CONSENT_VERSION,
        language=language,
        **said,
    )
    _tell_staff("registration_staff", registration, address)
    _confirm(registration, address)
    return registration


@transaction.atomic
def withdraw(registration, *, address):
    """Give the seat back, and tell staff. ValidationError when it was given back already, and once the event
    is over. Returns the registration as it is now in the database."""
    registration = (
        EventRegistration.objects.select_for_update(of=("self",))
        .select_related("event")
        .get(pk=registration.pk)
    )
    if registration.withdrawn_at:
        raise ValidationError(_("Diese Anmeldung ist schon zurückgenommen."), "withdrawn")
    if registration.event.is_past:
        raise ValidationError(_("Diese Veranstaltung ist vorbei."), "past")
    registration.withdrawn_at = timezone.now()
    registration._change_reason = "withdraw"
    registration.save()
    _tell_staff("registration_withdrawn_staff", registration, address)
    return registration


def key_of(registration):
    """What the confirmation's link holds beyond the reference, so that only its reader can withdraw."""
    return salted_hmac("offers.registrations", registration.reference, algorithm="sha256").hexdigest()[
        :KEY_LENGTH
    ]


def is_key_of(registration, key):
    return constant_time_compare(key_of(registration), key)


def _tell_staff(name, registration, address):
    change = reverse("admin:offers_event_change", args=[registration.event_id])
    letters.write(
        name,
        to=settings.STAFF_EMAIL,
        language=settings.LANGUAGE_CODE,
        context={"registration": registration, "event": registration.event, "admin_address": address(change)},
        reply_to=[registration.email],
    )


def _confirm(registration, address):
    """A letter to the visitor, within the budget: the page has shown the number already."""
    with translation.override(registration.language):
        event_address = registration.event.get_absolute_url()
        withdraw_address = reverse(
            "offers:registration-withdraw", args=[registration.reference, key_of(registration)]
        )
    try:
        with transaction.atomic():
            letters.write_to_stranger(
                "registration_received",
                to=registration.email,
                language=registration.language,
                context={
                    "registration": registration,
                    "event": registration.event,
                    "event_address": address(event_address),
                    "withdraw_address": address(withdraw_address),
                },
            )
    except limits.LimitReachedError:
        return
