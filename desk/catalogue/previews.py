"""How editors see the pages of the catalogue before they are public."""

from desk.forms.pages_to_preview import register
from offers.models import Event, FundingProgramme, Offer, Publication
from offers.offer_page import offer_context
from offers.views.events import event_context
from offers.views.funding import funding_context
from offers.views.publications import publication_context

register(Offer, "offers/offer_detail.html", lambda offer, request: offer_context(offer, request.GET))
register(Event, "offers/event_detail.html", event_context, rows=Event.objects.with_facts)
register(Publication, "offers/publication_detail.html", lambda row, request: publication_context(row))
register(FundingProgramme, "offers/funding_detail.html", lambda row, request: funding_context(row))
