"""What KI.NRW offers: the catalogue along a company's way, and the page of one offer."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from offers import offer_page
from offers.filters import OfferFilter
from offers.models import Offer
from offers.views.catalogue import CatalogueList


class OfferList(CatalogueList):
    """All offers, step by step."""

    filterset_class = OfferFilter
    template_name = "offers/offer_list.html"
    title = _("Angebote")
    heading = _("Schritt für Schritt zu KI im Unternehmen")
    intro = _(
        "Vom ersten Vortrag bis zur Umsetzung mit Partnern: Hier steht, was KI.NRW Unternehmen anbietet, "
        "in der Reihenfolge, in der es meist gebraucht wird. Sie können überall einsteigen."
    )
    description = _(
        "Angebote der Kompetenzplattform KI.NRW für Unternehmen: einsteigen, Anwendungen finden, gestalten, "
        "umsetzen, vernetzen."
    )

    def more(self, query, rows):
        steps = offer_page.way()
        for step in steps:
            step.offers = [offer for offer in rows if offer.phase == step.phase]
        return {"steps": [step for step in steps if step.offers]}


class OfferDetail(View):
    """One published offer. `industry` and `place` in the address say what fits the visitor."""

    def get(self, request, slug):
        offer = Offer.objects.published().select_related("format").filter(slug=slug).first()
        if offer is None:
            raise Http404
        context = offer_page.offer_context(offer, request.GET)
        return render(request, "offers/offer_detail.html", context, status=200 if context["valid"] else 400)
