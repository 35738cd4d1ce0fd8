"""What an entry of the map has to do with the catalogue: offers that may follow for its readers, events that
it organises, and where somebody answers who asks about it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.plugs.relations import Link, Shelf, Way, register_answerer, register_shelf, register_ways
from landkarte.query.addresses import address
from offers.models import Event, Offer

# -- Offers ---------------------------------------------------------------------------------------------

# Kind of the entry -> phases of the offers that fit, how many of each, and why.
FITTING = {
    Entry.Kind.BEST_PRACTICE: [
        (
            Offer.Phase.IDENTIFY,
            2,
            _("Damit Sie herausfinden, wo so etwas in Ihrem Betrieb passt."),
        ),
        (Offer.Phase.ENTRY, 1, _("Wenn Sie erst einmal verstehen möchten, was dahintersteckt.")),
    ],
    Entry.Kind.PRODUCT: [
        (
            Offer.Phase.IDENTIFY,
            1,
            _("Bevor Sie ein Produkt wählen: klären, was es bei Ihnen leisten soll."),
        ),
        (Offer.Phase.DESIGN, 1, _("Wenn die Anwendung feststeht: das Konzept dazu.")),
    ],
    Entry.Kind.COMPANY: [
        (
            Offer.Phase.DESIGN,
            1,
            _("Bevor Sie jemanden beauftragen: aus der Idee ein Konzept machen."),
        ),
        (Offer.Phase.IMPLEMENT, 1, _("Damit Sie den Weg zur ersten Lösung nicht allein gehen.")),
    ],
    Entry.Kind.RESEARCH: [
        (Offer.Phase.DESIGN, 1, _("Damit feststeht, welche Lösung Sie mit der Forschung suchen.")),
        (Offer.Phase.IMPLEMENT, 1, _("Damit aus Forschung eine Lösung in Ihrem Betrieb wird.")),
    ],
    Entry.Kind.PROJECT: [
        (
            Offer.Phase.IMPLEMENT,
            2,
            _("Wenn Sie Ergebnisse wie diese in die Praxis bringen möchten."),
        ),
    ],
    Entry.Kind.INITIATIVE: [
        (Offer.Phase.ENTRY, 2, _("Für die ersten Fragen, bevor Sie sich festlegen.")),
    ],
    Entry.Kind.QUALIFICATION: [
        (Offer.Phase.ENTRY, 1, _("Für den Einstieg, auch mit dem ganzen Team.")),
        (Offer.Phase.IDENTIFY, 1, _("Wenn Sie das Gelernte im eigenen Betrieb anwenden möchten.")),
    ],
}


@register_ways
def offers_for(entry):
    """A `Way` to each offer that fits the kind of the entry, in two queries; those for its industry first."""
    phases = FITTING[entry.kind]
    industries = list(entry.industries.all())
    fitting = (
        Offer.objects.published()
        .filter(
            Q(industries=None) | Q(industries__in=industries),
            phase__in=[phase for phase, _most, _reason in phases],
        )
        .along_the_way()
        .distinct()
        .prefetch_related("industries")
    )
    offers = sorted(fitting, key=lambda offer: not offer.industries.all())
    known = {"industry": [industries[0].current.slug]} if industries else {}
    ways = []
    for phase, most, reason in phases:
        of_phase = [offer for offer in offers if offer.phase == phase]
        ways += [_way(offer, reason, known) for offer in of_phase[:most]]
    return ways


def _way(offer, reason, known):
    return Way(
        name=offer.name,
        note=offer.get_phase_display(),
        reason=str(reason),
        address=address(offer.get_absolute_url(), known),
    )


# -- Events ---------------------------------------------------------------------------------------------

MOST_EVENTS = 6


@register_shelf
def events_of(entry):
    """The events that the entry organises: what comes, then its series, then what was."""
    organised = Event.objects.published().filter(organiser_entry=entry.pk).select_related("format")
    events = [*organised.upcoming(), *organised.series().order_by("name"), *organised.past()]
    links = [_event_link(event) for event in events]
    return (
        [Shelf("events", str(_("Veranstaltungen")), links[:MOST_EVENTS], links[MOST_EVENTS:])]
        if links
        else []
    )


def _event_link(event):
    note = event.days or (str(event.format.name) if event.format else "")
    if event.is_cancelled:
        note = f"{note}, {_('abgesagt')}" if note else str(_("abgesagt"))
    return Link(event.name, reverse("offers:event-detail", args=[event.slug]), note)


# -- Enquiries -------------------------------------------------------------------------------------------


@register_answerer
def enquiry_about(entry):
    """The form with which KI.NRW is asked about an entry: whoever has no website can be reached so."""
    note = _("Wir stellen den Kontakt her oder sagen Ihnen, wer sonst helfen kann.")
    return Link(
        str(_("Anfrage über KI.NRW")), reverse("offers:entry-enquiry-create", args=[entry.slug]), str(note)
    )
