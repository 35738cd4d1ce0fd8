"""What the catalogue keeps of a person: enquiries and registrations, found by their confirmed addresses."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.history import delete_without_trace, overwrite
from machinery.personal_data import Holding, register, row_of, seen_in
from offers.models import Enquiry, EventRegistration

ENQUIRY_WITHOUT_PERSON = {
    "company": "",
    "place": "",
    "name": "",
    "email": "",
    "phone": "",
    "question": "",
    "preferred_times": "",
    "note": "",
}
REGISTRATION_WITHOUT_PERSON = {"name": "", "organisation": "", "email": ""}


def _enquiry_rows(person):
    columns = (
        "reference",
        "offer",
        "entry_name",
        "company",
        "place",
        "name",
        "email",
        "phone",
        "question",
        "preferred_times",
        "consent_version",
        "status",
        "created_at",
        "closed_at",
    )
    found = person.with_address(Enquiry.objects.select_related("offer"))
    return [row_of(one, *columns) for one in found]


def of_person(model, person):
    """Condition of the rows that have one of the addresses now, or had it once."""
    now = person.with_address(model.objects.all()).values_list("pk", flat=True)
    once = person.with_address(model.history.all()).values_list("id", flat=True)
    return Q(pk__in={*now, *once})


def _erase_enquiries(person):
    """Nobody can answer an open enquiry without an address: it goes. Closed ones stay as a number."""
    mine = of_person(Enquiry, person)
    delete_without_trace(Enquiry, mine & Q(status__in=Enquiry.OPEN))
    overwrite(Enquiry, mine, **ENQUIRY_WITHOUT_PERSON)
    person.with_address(Enquiry.history.all()).update(**ENQUIRY_WITHOUT_PERSON)  # of rows long deleted


def _registration_rows(person):
    columns = ("reference", "event", "name", "organisation", "email", "consent_version", "created_at")
    found = person.with_address(EventRegistration.objects.select_related("event"))
    return [row_of(one, *columns, "withdrawn_at") for one in found]


def _erase_registrations(person):
    """The seat at an event to come is free again; past ones stay as a number."""
    mine = of_person(EventRegistration, person)
    today = timezone.localdate()
    ahead = Q(event__date_end__gte=today) | Q(event__date_end=None, event__date_start__gte=today)
    delete_without_trace(EventRegistration, mine & ahead)
    overwrite(EventRegistration, mine, **REGISTRATION_WITHOUT_PERSON)
    person.with_address(EventRegistration.history.all()).update(**REGISTRATION_WITHOUT_PERSON)


register(
    Holding(
        "enquiries",
        _("Anfragen zu Angeboten"),
        _("Damit wir sie beantworten können."),
        _enquiry_rows,
        _erase_enquiries,
        seen=seen_in(Enquiry.objects),
    )
)
register(
    Holding(
        "registrations",
        _("Anmeldungen zu Veranstaltungen"),
        _("Damit wir Plätze vergeben und Gäste empfangen können."),
        _registration_rows,
        _erase_registrations,
        seen=seen_in(EventRegistration.objects),
    )
)
