"""Which offer comes next, and what comes after it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from landkarte.query.addresses import address
from landkarte.query.filters import EntryFilter
from machinery.translated import Text
from offers.guide.answers import Stage
from offers.guide.places import place_parameters
from offers.models import Offer

Phase = Offer.Phase


@dataclass(frozen=True)
class Way:
    """What fits a stage: these offers in this order, then others of the phase that can be requested."""

    offers: tuple
    phase: str
    because: Any


# stage -> the offers that fit it, best first; their phase; and why, in a sentence true of all of the phase
WAYS = {
    Stage.CURIOUS: Way(
        ("ki-kick-off",),
        Phase.ENTRY,
        gettext_lazy("Sie möchten verstehen, was KI bringt. Dafür brauchen Sie noch kein Vorhaben."),
    ),
    Stage.USE_CASES: Way(
        ("ai-shadowing", "clusterworkshops"),
        Phase.IDENTIFY,
        gettext_lazy("Sie suchen Einsatzfelder im Betrieb. Hier finden Sie heraus, wo KI bei Ihnen hilft."),
    ),
    Stage.USE_CASE: Way(
        ("ai-design-sprint",),
        Phase.DESIGN,
        gettext_lazy("Sie haben einen Anwendungsfall. Hier wird daraus ein Konzept."),
    ),
    Stage.IMPLEMENT: Way(
        ("konzeption-erster-loesungen",),
        Phase.IMPLEMENT,
        gettext_lazy("Sie möchten eine Lösung umsetzen. Hier bekommen Sie dabei Unterstützung."),
    ),
    Stage.EXCHANGE: Way(
        ("fachveranstaltungen", "ki-forum-nrw"),
        Phase.NETWORK,
        gettext_lazy("Sie möchten sich austauschen. Hier treffen Sie andere, die sich mit KI beschäftigen."),
    ),
    "": Way(
        ("ki-sprechstunde",),
        Phase.ENTRY,
        gettext_lazy("Wo Sie stehen, ist noch offen. Hier klärt sich, was zu Ihnen passt."),
    ),
}
OPEN_TO_ALL = "ki-sprechstunde"  # when a phase has no offer


@dataclass
class NextStep:
    label: Text
    note: str
    address: str


@dataclass
class NextOffer:
    """The recommended offer, why it is recommended, and the steps after it."""

    offer: Offer
    reason: str
    address: str  # both with what is known of the company
    enquiry: str
    steps: list = field(default_factory=list)


def next_offer(answers):
    """The `NextOffer` among those that are public now; None when there is none at all."""
    way = WAYS[answers.stage]
    offers = list(
        Offer.objects.published()
        .order_by("name", "pk")
        .select_related("format")
        .prefetch_related("industries")
    )
    named = {offer.slug: offer for offer in offers}
    fitting = [named[slug] for slug in way.offers if slug in named]
    fitting += [offer for offer in offers if offer.phase == way.phase and _can_be_asked(offer, answers)]
    if fitting:
        offer, reason = fitting[0], str(way.because)
    elif OPEN_TO_ALL in named:
        offer = named[OPEN_TO_ALL]
        reason = _("Für Ihren Schritt gibt es gerade kein eigenes Angebot. Hier hilft man Ihnen weiter.")
    else:
        return None
    enquiry = reverse("offers:enquiry-create", args=[offer.slug])
    return NextOffer(
        offer, reason, _of_company(offer, answers), address(enquiry, answers.said()), _steps(offer, answers)
    )


def _of_company(offer, answers):
    """The page of an offer, which chooses its examples by industry and place."""
    return address(offer.get_absolute_url(), answers.said())


def _can_be_asked(offer, answers):
    slugs = {industry.slug for industry in offer.industries.all()}
    return offer.requestable and (not slugs or not slugs.isdisjoint(answers.industry_slugs))


def _steps(offer, answers):
    steps = []
    for step in offer.steps.select_related("next_offer"):
        if step.query:
            link, words = narrowest(step.query, answers)
            steps.append(NextStep(step.label, words, link))
        elif step.next_offer.is_published:
            following = step.next_offer
            name = Text(following.name, get_language())  # a name is the same in every language
            steps.append(NextStep(name, following.get_phase_display(), _of_company(following, answers)))
    return steps


def narrowest(text, answers):
    """Address and words of the query with industry and place, as far as it has entries."""
    place, place_words = place_parameters(answers)
    industry = {"industry": answers.industry.slug} if answers.industry else {}
    industry_words = str(answers.industry.name) if answers.industry else ""
    query = QueryDict(text)
    if "industry" in query:
        industry, industry_words = {}, ""
    candidates = [(industry | place, (industry_words, place_words))] if industry and place else []
    candidates += [(industry, (industry_words,))] if industry else []
    candidates += [(place, (place_words,))] if place else []
    for parameters, words in candidates:
        narrowed = query.copy()
        narrowed.update(parameters)
        if EntryFilter(narrowed).qs.exists():
            return address(reverse("landkarte:entry-list"), dict(narrowed.lists())), ", ".join(words)
    return address(reverse("landkarte:entry-list"), dict(query.lists())), ""
