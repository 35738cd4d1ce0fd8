"""Which offers fit an industry, for pages that are not the catalogue's."""

from django.db.models import Q
from django.utils.translation import gettext as _

from landkarte.narrowing import address
from landkarte.related_offers import RelatedOffer, register
from offers.models import Offer

PHASES = (Offer.Phase.IDENTIFY, Offer.Phase.DESIGN)  # what leads from an example to something of one's own


@register
def offers_for(industries):
    """The first offer of each phase that one can ask for, those for these industries before others."""
    fitting = (
        Offer.objects.published()
        .filter(Q(industries=None) | Q(industries__in=industries), phase__in=PHASES, requestable=True)
        .distinct()
        .along_the_way()
        .prefetch_related("industries")
    )
    offers = sorted(fitting, key=lambda offer: not offer.industries.all())
    first = {offer.phase: offer for offer in reversed(offers)}
    known = {"industry": [industries[0].slug]} if industries else {}
    return [_related(first[phase], known) for phase in PHASES if phase in first]


def _related(offer, known):
    return RelatedOffer(
        name=offer.name,
        address=address(offer.get_absolute_url(), known),
        summary=offer.summary,
        reason=_("Für Ihren eigenen Anfang: %(phase)s") % {"phase": offer.get_phase_display()},
    )
