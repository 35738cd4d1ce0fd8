"""Programmes that fund a step on the way."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from landkarte.query.addresses import address
from offers.filters import FundingFilter
from offers.models import FundingProgramme
from offers.views.catalogue import CatalogueList


class FundingList(CatalogueList):
    """All funding programmes; those that are known to have closed come last."""

    filterset_class = FundingFilter
    template_name = "offers/funding_list.html"
    title = _("Förderprogramme")
    heading = _("Förderung für den nächsten Schritt")
    intro = _(
        "Programme, die Vorhaben mit künstlicher Intelligenz in Nordrhein-Westfalen unterstützen können. "
        "Ob eines für Sie passt, sagt Ihnen der Geldgeber."
    )
    description = _("Förderprogramme für KI-Vorhaben in Nordrhein-Westfalen: für wen, wo und wie viel.")


class FundingDetail(View):
    """One published programme."""

    def get(self, request, slug):
        programme = get_object_or_404(FundingProgramme.objects.published(), slug=slug)
        return render(request, "offers/funding_detail.html", funding_context(programme))


def funding_context(programme):
    """Template context of `offers/funding_detail.html`."""
    keys = [region.ags for region in programme.regions.all()]
    return {
        "programme": programme,
        "map_address": address(reverse("landkarte:entry-list"), {"region": keys}) if keys else "",
    }
