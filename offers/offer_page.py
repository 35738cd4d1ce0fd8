"""What the page of one offer shows, to the public and in the editors' preview."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry, Industry
from landkarte.query import gazetteer
from landkarte.query.addresses import address
from landkarte.query.fields import TermsField
from landkarte.query.filters import EntryFilter
from landkarte.query.gazetteer import written
from landkarte.query.panel import QueryError
from offers.models import Offer, Publication

EXAMPLES = 4
EXAMPLES_WITHIN = "100"  # kilometres around the visitor's place
LONGEST_PLACE = 100  # characters

PHASES = {
    Offer.Phase.ENTRY: _("Verstehen, was KI kann und was sie für Ihr Unternehmen bedeutet."),
    Offer.Phase.IDENTIFY: _("Herausfinden, wo KI in Ihrem Betrieb etwas bringt und ob es machbar ist."),
    Offer.Phase.DESIGN: _("Aus der Idee ein Konzept machen, sobald die Anwendung feststeht."),
    Offer.Phase.IMPLEMENT: _("Mit Partnern bauen, die so etwas schon können."),
    Offer.Phase.NETWORK: _("Andere treffen, die denselben Weg gehen, und selbst gefunden werden."),
}
OWN_PAGES = {
    Offer.Page.MAP: _("Zur Karte"),
    Offer.Page.EVENTS: _("Zu den Veranstaltungen"),
    Offer.Page.PUBLICATIONS: _("Zu den Publikationen"),
    Offer.Page.FUNDING: _("Zu den Förderprogrammen"),
    Offer.Page.FLAGSHIPS: _("Zu den Flagships"),
}


class Place(forms.CharField):
    """The name of a place -> its `Spot`."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        spot = next(iter(gazetteer.find(text, 1)), None)
        if spot is None:
            raise ValidationError(_("Einen Ort „%(place)s“ kennen wir nicht."), "unknown", {"place": text})
        return spot


class Situation(forms.Form):
    """What a visitor may say of their company in the address of the page."""

    industry = TermsField(label=_("Branche"), model=Industry, required=False)
    place = Place(label=_("Ort"), max_length=LONGEST_PLACE, required=False)


@dataclass
class Step:
    """One step of the way, with the offers that the page shows there."""

    number: int
    phase: Offer.Phase
    text: Any
    offers: list = field(default_factory=list)


@dataclass
class MapStep:
    """A next step to entries of the map: the visitor adds industry and place to its query."""

    pk: int
    label: Any
    parameters: list  # pairs: name, value
    asks_industry: bool


@dataclass
class Examples:
    """A few entries of the map, and the address of the list with all of them."""

    entries: list
    total: int
    href: str


def way():
    """The `Step`s of a company, from the first to the last."""
    return [Step(number, phase, PHASES[phase]) for number, phase in enumerate(Offer.Phase, 1)]


def offer_context(offer, data):
    """Template context of `offers/offer_detail.html`; `data` is the query of the page's address."""
    situation = Situation(data)
    valid = situation.is_valid()
    said = situation.cleaned_data if valid else {}
    steps = list(offer.steps.select_related("next_offer__format").order_by("position", "pk"))
    following = [step.next_offer for step in steps if step.next_offer and step.next_offer.is_published]
    return {
        "offer": offer,
        "valid": valid,
        "errors": _errors(situation),
        "everything": offer.get_absolute_url(),
        "own_page": OWN_PAGES.get(offer.leads_to, ""),
        "way": way(),
        "downloads": Publication.objects.published().filter(offers=offer),
        "following": following,
        "map_steps": [_map_step(step) for step in steps if step.query],
        "industries": Industry.objects.filter(retired=False),
        "chosen": {term.slug for term in said.get("industry") or []},
        "place": data.get("place", "")[:LONGEST_PLACE],
        "said": _said(data) if valid else "",
        "examples": _examples(offer, said.get("industry"), said.get("place")),
        "carried": "",
    }


def _errors(situation):
    return [
        QueryError(name, situation.fields[name].label, message)
        for name, messages in situation.errors.items()
        for message in messages
    ]


def _said(data):
    """What goes along to the next page: the visitor's industry and place as they stand in the address."""
    values = {name: [value for value in data.getlist(name) if value] for name in Situation.base_fields}
    return address("", {name: texts for name, texts in values.items() if texts})


def _map_step(step):
    query = QueryDict(step.query)
    parameters = [(name, value) for name, values in query.lists() for value in values]
    return MapStep(step.pk, step.label, parameters, asks_industry="industry" not in query)


def _examples(offer, industries, spot):
    """Best practices of the industries, else of the offer's own; around the place where there are any."""
    terms = industries or offer.industries.all()
    values = {"kind": [Entry.Kind.BEST_PRACTICE.value], "industry": [term.slug for term in terms]}
    if spot and spot.point:
        nearby = _found(values | {"near": [written(spot.point)], "radius": [EXAMPLES_WITHIN]})
        if nearby.total:
            return nearby
    return _found(values)


def _found(values):
    data = QueryDict(mutable=True)
    for name, texts in values.items():
        data.setlist(name, texts)
    entries = EntryFilter(data).qs
    shown = list(entries.with_organisation().without_details().with_news()[:EXAMPLES])
    named = {name: texts for name, texts in values.items() if texts}
    return Examples(shown, entries.count(), address(reverse("landkarte:entry-list"), named))
