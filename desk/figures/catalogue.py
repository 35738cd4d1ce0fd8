"""What the catalogue counts for the dashboard and the yearly report: offers and enquiries, events with their
visitors, publications."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.figures.tables import Cell, Line, Section, Table, Waiting, address
from machinery.days import end_of
from machinery.models.scheduled import public_at
from offers.models import Enquiry, Event, Offer, Publication

COMING = Count("registrations", filter=Q(registrations__withdrawn_at=None))
PLACES = 10  # so many of the most requested offers, or of the largest events


def enquiries(days, **parameters):
    return address("offers_enquiry", since=days.value, **parameters)


def _received(days):
    return Enquiry.objects.filter(created_at__gte=days.start, created_at__lt=days.end).order_by()


# -- Offers and enquiries --------------------------------------------------------------------------------


def _enquiries(days):
    """By what has become of them until today."""
    numbers = dict(_received(days).values_list("status").annotate(Count("pk")))
    lines = [
        Line(status.label, [Cell(numbers.get(status, 0), enquiries(days, status__exact=status))])
        for status in Enquiry.Status
    ]
    lines.append(Line(_("zusammen"), [Cell(sum(numbers.values()), enquiries(days))], is_total=True))
    note = _("Im Zeitraum eingegangen, nach ihrem heutigen Stand.")
    return Table("enquiries", _("Anfragen nach Stand"), [_("Anfragen")], lines, note)


def _offers(days):
    day = days.known_until
    public = Offer.objects.filter(public_at(end_of(day)))
    numbers = public.aggregate(all=Count("pk"), requestable=Count("pk", filter=Q(requestable=True)))
    on = f"{day:%Y-%m-%d}"
    lines = [
        Line(_("öffentliche Angebote"), [Cell(numbers["all"], address("offers_offer", public_on=on))]),
        Line(
            _("davon mit Anfrage über das Portal"),
            [Cell(numbers["requestable"], address("offers_offer", public_on=on, requestable__exact=1))],
        ),
    ]
    note = _("Am Ende des Zeitraums, nach den heute eingetragenen Daten der Veröffentlichung.")
    return Table("offers", _("Angebote"), [_("Angebote")], lines, note)


def _requested(days):
    counted = (
        _received(days).exclude(offer=None).values_list("offer", "offer__name").annotate(number=Count("pk"))
    )
    found = counted.order_by("-number", "offer__name")[:PLACES]
    lines = [Line(name, [Cell(number, enquiries(days, offer__id__exact=key))]) for key, name, number in found]
    return Table("requested", _("Meistgefragte Angebote"), [_("Anfragen")], lines, head=_("Angebot"))


# -- Events ----------------------------------------------------------------------------------------------


def _held(days):
    """Those that began in the period, are over and were not cancelled."""
    events = Event.objects.past().filter(is_cancelled=False, date_start__range=(days.first, days.last))
    return events.order_by()


def held(days, **parameters):
    return address("offers_event", day=days.value, when="past", is_cancelled__exact=0, **parameters)


def registrations(days, **parameters):
    return address("offers_eventregistration", day=days.value, withdrawn="no", **parameters)


def _events(days):
    found = list(_held(days).annotate(come=COMING).values_list("visitors", "come"))
    counted = [visitors for visitors, _come in found if visitors is not None]
    lines = [
        Line(_("Veranstaltungen, die stattfanden"), [Cell(len(found), held(days))]),
        Line(_("davon mit gezählten Gästen"), [Cell(len(counted), held(days, visitors__isnull=0))]),
        Line(_("Gäste"), [Cell(sum(counted), held(days, visitors__isnull=0), counts=False)]),
        Line(
            _("Anmeldungen über das Portal"),
            [Cell(sum(come for _visitors, come in found), registrations(days))],
        ),
    ]
    note = _(
        "Im Zeitraum begonnen und schon vorbei, ohne abgesagte. Gäste zählt, wer die Veranstaltung leitet."
    )
    return Table("events", _("Veranstaltungen"), [_("Anzahl")], lines, note)


def _largest(days):
    found = _held(days).exclude(visitors=None).order_by("-visitors", "name")
    lines = [
        Line(
            event.name,
            [
                Cell(event.visitors, held(days, id__exact=event.pk), counts=False),
                Cell(event.come, registrations(days, event__id__exact=event.pk)),
            ],
        )
        for event in found.annotate(come=COMING)[:PLACES]
    ]
    columns = [_("Gäste"), _("Anmeldungen")]
    return Table("largest", _("Größte Veranstaltungen"), columns, lines, head=_("Veranstaltung"))


# -- Publications ----------------------------------------------------------------------------------------


def _publications(days):
    on, last = f"{days.known_until:%Y-%m-%d}", end_of(days.known_until)
    public = Publication.objects.filter(public_at(last))
    new = public.filter(published_from__gte=days.start, published_from__lt=days.end).count()
    lines = [
        Line(
            _("im Zeitraum erschienen"),
            [Cell(new, address("offers_publication", public_on=on, since=days.value))],
        ),
        Line(_("am Ende öffentlich"), [Cell(public.count(), address("offers_publication", public_on=on))]),
    ]
    note = _("Nach den heute eingetragenen Daten der Veröffentlichung auf dem Portal.")
    return Table("publications", _("Publikationen"), [_("Anzahl")], lines, note)


SECTIONS = (
    Section(
        "offers",
        gettext_lazy("Angebote und Anfragen"),
        "offers.view_enquiry",
        dashboard=lambda days: [_enquiries(days), _offers(days)],
        report=lambda days: [_offers(days), _enquiries(days), _requested(days)],
        position=40,
    ),
    Section(
        "events",
        gettext_lazy("Veranstaltungen"),
        "offers.view_event",
        dashboard=lambda days: [_events(days)],
        report=lambda days: [_events(days), _largest(days)],
        position=50,
    ),
    Section(
        "publications",
        gettext_lazy("Publikationen"),
        "offers.view_publication",
        report=lambda days: [_publications(days)],
        position=60,
    ),
)

WAITING = (
    Waiting(
        "enquiry",
        gettext_lazy("Anfragen"),
        Enquiry.objects.open,
        "created_at",
        "offers_enquiry",
        parameters={"state": "open"},
        permission="offers.view_enquiry",
    ),
)
