"""Which offers go with industries, for pages outside the catalogue."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landkarte.plugs.related_offers import register
from landkarte.plugs.relations import Way
from landkarte.query.addresses import address
from offers.models import Offer

MOST_OF_INDUSTRIES = 2
# Phases of which the first offer for everybody fits, and why.
FITTING = {
    Offer.Phase.IDENTIFY: gettext_lazy("Damit Sie herausfinden, wo so etwas in Ihrem Betrieb passt."),
    Offer.Phase.IMPLEMENT: gettext_lazy("Wenn Sie Ergebnisse wie diese in die Praxis bringen möchten."),
}


@register
def offers_of(industries):
    """A `Way` to each offer made for one of these industries, then to those that fit all; in two queries."""
    fitting = Offer.objects.published().filter(
        Q(industries__in=industries) | Q(industries=None, phase__in=FITTING)
    )
    offers = list(fitting.along_the_way().distinct().prefetch_related("industries"))
    known = {"industry": [industries[0].current.slug]} if industries else {}
    special = [offer for offer in offers if offer.industries.all()]
    ways = [_way(offer, _made_for(offer, industries), known) for offer in special[:MOST_OF_INDUSTRIES]]
    for phase, reason in FITTING.items():
        general = [offer for offer in offers if offer.phase == phase and offer not in special]
        ways += [_way(offer, str(reason), known) for offer in general[:1]]
    return ways


def _made_for(offer, industries):
    names = [str(industry.name) for industry in offer.industries.all() if industry in industries]
    return _("Für die Branche %(names)s gemacht.") % {"names": ", ".join(names)}


def _way(offer, reason, known):
    return Way(offer.name, offer.get_phase_display(), reason, address(offer.get_absolute_url(), known))
