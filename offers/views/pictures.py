"""Pictures of offers and events for whoever shares them."""

from django.http import Http404
from django.utils.translation import gettext as _

from landkarte.sharing.picture import Sheet
from landkarte.sharing.views import SharedPicture
from offers.models import Event, Offer


class OfferPicture(SharedPicture):
    """One published offer: its name and what it is for."""

    def sheet(self, slug):
        offer = Offer.objects.published().filter(slug=slug).first()
        if offer is None:
            raise Http404
        return Sheet(f"{_('Angebot')} · {offer.get_phase_display()}", str(offer.name), (str(offer.summary),))


class EventPicture(SharedPicture):
    """One published event: its name, when and where."""

    def sheet(self, slug):
        event = Event.objects.published().filter(slug=slug).first()
        if event is None:
            raise Http404
        name = _("Abgesagt: %(name)s") % {"name": event.name} if event.is_cancelled else str(event.name)
        return Sheet(_("Veranstaltung"), name, (str(event.days or ""), str(event.place or "")))
