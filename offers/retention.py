"""How long enquiries and registrations say who somebody was."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.history import overwrite
from machinery.retention import YEAR, Rule, register
from offers.models import Enquiry, EventRegistration
from offers.personal_data import ENQUIRY_WITHOUT_PERSON, REGISTRATION_WITHOUT_PERSON


def _enquiries(now):
    old = Q(closed_at__lt=now - YEAR) & ~Q(**ENQUIRY_WITHOUT_PERSON)
    return overwrite(Enquiry, old, **ENQUIRY_WITHOUT_PERSON)


def _registrations(now):
    day = timezone.localdate(now) - YEAR
    past = Q(event__date_end__lt=day) | Q(event__date_end=None, event__date_start__lt=day)
    return overwrite(
        EventRegistration, past & ~Q(**REGISTRATION_WITHOUT_PERSON), **REGISTRATION_WITHOUT_PERSON
    )


register(
    Rule(
        "enquiries",
        _("Anfragen zu Angeboten"),
        _("12 Monate nach dem Abschluss"),
        _("alles Persönliche wird gelöscht, die Nummer bleibt für die Statistik"),
        _enquiries,
        position=120,
    )
)
register(
    Rule(
        "registrations",
        _("Anmeldungen zu Veranstaltungen"),
        _("12 Monate nach der Veranstaltung"),
        _("Name, Organisation und E-Mail-Adresse werden gelöscht"),
        _registrations,
        position=120,
    )
)
