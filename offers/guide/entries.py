"""Entries of the map that help somebody on: best practices, providers, institutes, the flagship.

Each list is one query. Its first step holds what fits best; when that is too little, further steps follow,
and each hit says which one it comes from.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landkarte.models import Entry
from landkarte.models.querysets import Plain, lies_in
from landkarte.plugs import marks
from landkarte.query.addresses import address
from landkarte.query.filters import EntryFilter
from offers.guide.hit import Group, Hit, note
from offers.guide.places import NEAR_KM, place_parameters, whereabouts
from offers.models import Offer

Kind = Entry.Kind

INDUSTRY_NEAR, INDUSTRY, RELATED, OPEN_NEAR, OPEN, NEAR = range(6)  # the steps, best first
OF_INDUSTRY = {INDUSTRY_NEAR, INDUSTRY}
CROSS_INDUSTRY, IT = "cross-industry", "it-services"


@dataclass(frozen=True)
class Search:
    """A list of entries: which kinds, how many, and whose entries are open to every industry."""

    name: str
    title: Any
    kinds: tuple
    most: int
    open_to_all: str
    one_of_a_house: bool = False


PRACTICES = Search(
    "practices", gettext_lazy("Wer macht das schon?"), (Kind.BEST_PRACTICE,), 4, CROSS_INDUSTRY
)
PROVIDERS = Search(
    "providers",
    gettext_lazy("Wer kann es umsetzen?"),
    (Kind.COMPANY, Kind.PRODUCT),
    4,
    IT,
    one_of_a_house=True,
)
INSTITUTES = Search("institutes", gettext_lazy("Wer forscht daran?"), (Kind.RESEARCH,), 4, CROSS_INDUSTRY)


@dataclass(frozen=True)
class Related:
    """Where to look on when an industry has too little of its own: a query of the map, and why it fits."""

    query: str
    because: Any


# (list, industry) -> what is related; the map's own words, so that everybody can look it up there
RELATED_QUERIES = {
    ("practices", "crafts"): Related(
        "industry=health&focus=natural-language&q=pflegekräfte",
        gettext_lazy("Andere Branche, gleiche Aufgabe: sprechen statt tippen"),
    ),
    ("practices", "construction"): Related("industry=crafts", gettext_lazy("Verwandte Branche Handwerk")),
    ("practices", "trade"): Related("industry=logistics", gettext_lazy("Verwandte Branche Logistik")),
    ("practices", "legal"): Related(
        "industry=public-sector&focus=natural-language",
        gettext_lazy("Andere Branche, gleiche Aufgabe: mit Texten arbeiten"),
    ),
    ("practices", "it-services"): Related(
        "focus=generative-ai", gettext_lazy("Andere Branche, Technik der IT: generative KI")
    ),
    ("practices", "cross-industry"): Related(
        "kind=best_practice", gettext_lazy("Ein Beispiel aus einer einzelnen Branche")
    ),
    ("providers", "crafts"): Related(
        "kind=product&industry=it-services&focus=natural-language",
        gettext_lazy("Sprachtechnik hilft, wo nach dem Auftrag getippt wird"),
    ),
}
# industry -> the AI focus with which it usually begins: its entries come first in their step
FIRST_FOCUS = {"crafts": "natural-language"}


@dataclass
class Ranked:
    """What a step can be told by: conditions on entries."""

    of_industry: Q
    open_to_all: Q
    related: Q | None
    near: Q | None
    answers: Any = field(repr=False)

    def steps(self):
        """Pairs of condition and step, the best first."""
        if not self.answers.industry:
            return [(self.near, NEAR)] if self.near is not None else []
        pairs = [(self.of_industry & self.near, INDUSTRY_NEAR)] if self.near is not None else []
        pairs.append((self.of_industry, INDUSTRY))
        if self.related is not None:
            pairs.append((self.related, RELATED))
        if self.near is not None:  # without a place, nothing tells which of them would help
            pairs += [(self.open_to_all & self.near, OPEN_NEAR), (self.open_to_all, OPEN)]
        return pairs


def group(search, answers):
    """The `Group` of a search; without industry and place it is empty, and asks for them."""
    entries = _found(search, answers)
    hits = [_hit(entry, _reason(entry, search, answers)) for entry in entries]
    steps = {entry.step for entry in entries}
    return Group(
        search.name,
        search.title,
        hits,
        _list_address(search, answers, steps),
        _("Alle aus der Branche auf der Karte zeigen")
        if steps & OF_INDUSTRY and steps - OF_INDUSTRY
        else _("Alle auf der Karte zeigen"),
        _("Mit Branche und Ort findet sich hier mehr."),
    )


def flagships(answers):
    """The flagships of the industry, else the one for every industry."""
    mark = _flagship_mark()
    if mark is None:
        return None
    search = Search("flagships", _("Das Flagship Ihres Feldes"), (Kind.PROJECT,), 2, CROSS_INDUSTRY)
    entries = _found(search, answers, bearers=mark.bearers())
    if any(entry.step == INDUSTRY for entry in entries):
        entries = [entry for entry in entries if entry.step == INDUSTRY]
    hits = [_hit(entry, _flagship_reason(entry, answers), mark.address(entry.pk)) for entry in entries]
    return Group("flagships", search.title, hits, reverse(Offer.Page.FLAGSHIPS), _("Alle Flagships"))


def _flagship_mark():
    try:
        return marks.mark("flagship")
    except KeyError:
        return None


def _found(search, answers, bearers=None):
    """The entries of a search with `step` and `distance`, in the order of both, then by name."""
    entries = Entry.objects.published().filter(kind__in=search.kinds)
    ranked = _conditions(search, answers)
    steps = ranked.steps()
    if bearers is not None:
        entries = entries.filter(pk__in=bearers)
        steps = [(ranked.of_industry, INDUSTRY)] if answers.industry else []
        steps.append((ranked.open_to_all, OPEN))
    if not steps:
        return []
    if answers.spot:
        entries = entries.with_distance(answers.spot.point)
    else:
        entries = entries.annotate(distance=Value(None, output_field=IntegerField()))
    entries = entries.annotate(
        step=Case(*(When(condition, then=Value(step)) for condition, step in steps), default=None),
        place_unknown=Case(When(latitude=None, then=1), default=0),
        later=_later(answers),
    ).exclude(step=None)
    nearest = F("distance").asc(nulls_last=True)
    entries = entries.order_by("step", "later", "place_unknown", nearest, "kind", Plain("search_name"), "pk")
    entries = entries.select_related("organisation")
    if not search.one_of_a_house:
        return list(entries[: search.most])
    return _one_of_a_house(entries[: search.most * 4])[: search.most]


def _one_of_a_house(entries):
    """Of an organisation and its products only the first."""
    houses = {}
    for entry in entries:
        houses.setdefault(entry.organisation_id or entry.pk, entry)
    return list(houses.values())


def _conditions(search, answers):
    spot = answers.spot
    near = Q(latitude__isnull=False, distance__lte=NEAR_KM) if spot else None
    if answers.is_area:
        near |= lies_in(spot.ags)
    related = RELATED_QUERIES.get((search.name, answers.industry.slug)) if answers.industry else None
    return Ranked(
        _with_term("industries", answers.industry_slugs),
        _with_term("industries", {search.open_to_all}),
        Q(pk__in=EntryFilter(QueryDict(related.query)).qs.order_by().values("pk")) if related else None,
        near,
        answers,
    )


def _later(answers):
    """0 for what has the focus with which the industry begins, else 1."""
    focus = FIRST_FOCUS.get(answers.industry.slug) if answers.industry else None
    if not focus:
        return Value(1)
    return Case(When(_with_term("focuses", {focus}), then=0), default=1)


def _with_term(relation, slugs):
    """Entries with one of the terms; a subquery, so that an entry with two of them counts once."""
    links = getattr(Entry, relation).through.objects
    term = "industry" if relation == "industries" else "focus"
    return Q(pk__in=links.filter(**{f"{term}__slug__in": slugs}).values("entry"))


def _hit(entry, reason, link=""):
    organisation = entry.public_organisation
    return Hit(
        name=entry.name,
        address=link or entry.get_absolute_url(),
        reason=reason,
        note=note(organisation.name if organisation else "", entry.city),
        summary=entry.summary,
        kind=entry.kind,
        key=entry.slug,
    )


def _reason(entry, search, answers):
    where = whereabouts(answers, ags=entry.region_id or "", km=entry.distance if entry.point else None)
    reason = ", ".join(part for part in (_fit(entry, search, answers), where) if part)
    return reason[:1].upper() + reason[1:]


def _fit(entry, search, answers):
    """Why the entry fits, without its place."""
    if entry.step == NEAR:
        return ""
    if entry.step == RELATED:
        return str(RELATED_QUERIES[search.name, answers.industry.slug].because)
    if entry.step in (OPEN_NEAR, OPEN):
        return _("IT, für jede Branche") if search.open_to_all == IT else _("Für jede Branche")
    industry = _industry_words(answers)
    return _("%(industry)s, weiter weg") % {"industry": industry} if _is_far(entry, answers) else industry


def _is_far(entry, answers):
    return entry.step == INDUSTRY and answers.spot is not None


def _industry_words(answers):
    if answers.industry.slug == CROSS_INDUSTRY:
        return _("Für jede Branche")
    return _("Branche %(industry)s") % {"industry": answers.industry.name}


def _flagship_reason(entry, answers):
    if entry.step == OPEN or answers.industry.slug == CROSS_INDUSTRY:
        return _("Das KI.NRW-Flagship für jede Branche")
    return _("KI.NRW-Flagship der Branche %(industry)s") % {"industry": answers.industry.name}


def _list_address(search, answers, steps):
    """The list on the map that holds the hits of the industry, or those nearby."""
    place, _words = place_parameters(answers)
    values = {"kind": list(search.kinds)}
    if answers.industry and steps & OF_INDUSTRY:
        values["industry"] = answers.industry.slug
    if place and (not answers.industry or steps == {INDUSTRY_NEAR}):
        values |= place
    return address(reverse("landkarte:entry-list"), values)
