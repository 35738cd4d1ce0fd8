"""What an entry of the map has to do with the catalogue."""

from django.urls import reverse
from django.utils.translation import gettext as _

from landkarte.relations import Link, Shelf, register_shelf
from offers.models import Event

# -- Events ---------------------------------------------------------------------------------------------

MOST_EVENTS = 6


@register_shelf
def events_of(entry):
    """The events that the entry organises: what comes, then its series, then what was."""
    organised = Event.objects.published().filter(organiser_entry=entry.pk).select_related("format")
    events = [*organised.upcoming(), *organised.series().order_by("name"), *organised.past()]
    links = [_event_link(event) for event in events]
    return [Shelf("events", _("Veranstaltungen"), links[:MOST_EVENTS], links[MOST_EVENTS:])] if links else []


def _event_link(event):
    note = event.days or (str(event.format.name) if event.format else "")
    if event.is_cancelled:
        note = f"{note}, {_('abgesagt')}" if note else _("abgesagt")
    return Link(event.name, reverse("offers:event-detail", args=[event.slug]), note)
