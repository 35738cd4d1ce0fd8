"""Where to go on when a query finds little or nothing: what is near in place, in industry and in focus, and
what fewer conditions find. Each lead is an address of the same page that finds something, with its number.

What it costs is bounded: a dozen counts, which the columns in memory answer; words are looked for once for
the query itself and for at most two parts of its words.
"""

from dataclasses import dataclass
from itertools import combinations

from django.http import QueryDict
from django.utils.translation import gettext as _

from landkarte.models import Entry
from landkarte.models.known_words import known_words
from landkarte.query import gazetteer
from landkarte.query.addresses import parameters
from landkarte.query.everyday_words import meant_by
from landkarte.query.filters import EntryFilter
from landkarte.search import TYPO_FROM, fold, words

FEW = 3  # hits to which leads are added
MOST = 4  # leads of a group
MOST_WORDS = 6  # of a text that are read
LONGEST_NAME = 3  # words of a place
PLACE = ("region", "near", "radius", "bbox")
TERMS = ("industry", "focus")


@dataclass(frozen=True)
class Lead:
    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Leads:
    """Leads under one heading; `name` says of what sort they are, `note` what is known of a postal code."""

    name: str
    heading: str
    leads: list
    note: str = ""


def leads_of(query, kept=None, locked=()):
    """`Leads` of a right query that finds little; none of one that finds enough. `kept` (a QueryDict) is what
    addresses of the page say about the page itself, `locked` names parameters that have to stay."""
    if not query.is_valid() or query.total > FEW:
        return []
    return _Search(query, kept or QueryDict(), locked).groups()


class _Search:
    def __init__(self, query, kept, locked):
        self.query, self.kept, self.locked = query, kept, locked
        self.own = parameters(query)
        self.own.pop("sort", None)
        self.seen = {_key(self.own)}
        if not query.total:  # then the page has a button for all
            self.seen.add(_key(self.held({})))

    def groups(self):
        read = _read(" ".join(self.own.get("q", [])))
        found = [
            Leads("place", _("In der Nähe"), self.leads(self.nearby(read)), note=read.note),
            Leads("terms", _("In der Branche und im Schwerpunkt"), self.leads(self.related(read))),
            Leads("less", _("Mit weniger Angaben"), self.leads(self.with_less(read))),
        ]
        return [group for group in found if group.leads]

    def leads(self, candidates):
        leads = []
        for values in candidates:
            if len(leads) == MOST:
                break
            if lead := self.lead(values):
                leads.append(lead)
        return leads

    def lead(self, values):
        """None for what was there already, and for what finds no more than the query itself."""
        values = self.held(values)
        if _key(values) in self.seen:
            return None
        self.seen.add(_key(values))
        data = self.kept.copy()
        for name, value in values.items():
            data.setlist(name, value)
        other = EntryFilter(data)
        if not other.is_valid():
            return None
        other.snapshot = self.query.snapshot  # all numbers are of one moment
        if self.query.snapshot and values.get("q") == self.own.get("q"):
            other.text_hits = self.query.text_hits if values.get("q") else None
        count = other.total
        if count <= self.query.total:
            return None
        label = " · ".join(chip.label for chip in other.chips() if chip.name not in self.locked)
        return Lead(label or _("Alle Einträge"), count, f"?{data.urlencode(safe=',')}")

    def held(self, values):
        """These parameters, with what is locked."""
        locked = {name: self.own[name] for name in self.locked if name in self.own}
        return {name: value for name, value in values.items() if value} | locked

    # -- Candidates: parameters by name ------------------------------------------------------------

    def nearby(self, read):
        """The places that the text names with what else it means, what is asked for farther around, and the
        places alone."""
        rest = _without(self.own, *PLACE, "q")
        for spot in read.spots:
            there, around = _listed(spot.parameters), _listed(spot.around)
            yield rest | there | {"q": read.others}
            yield from (rest | there | terms for terms in read.terms)
            yield from (values for place in (there, around) for values in (rest | place, place))
        for wider in self.wider():
            yield _without(self.own, *PLACE) | wider
        for wider in self.wider():
            yield wider

    def wider(self):
        """What lies around the place that is asked for."""
        for key in self.own.get("region", [])[:2]:
            if len(key) > 5:
                yield _around(key)
            yield from ({"region": [key[:length]]} for length in (5, 3) if length < len(key))
        if near := self.own.get("near"):
            radius = self.query.filters["near"].radius
            yield from ({"near": near, "radius": [str(km)]} for km in (25, 50, 100) if km > radius)

    def related(self, read):
        """What the words mean, with and without what else is asked for; then each term that is asked for."""
        rest = _without(self.own, "q", *TERMS)
        for terms in read.terms:
            yield rest | terms
            yield terms
        for name in TERMS:
            if name in self.own:
                yield {name: self.own[name]}

    def with_less(self, read):
        """Each parameter left out, parts of the words, each word."""
        for name in self.own:
            if name != "radius" and (rest := _without(self.own, name, *self.query.filters[name].takes_along)):
                yield rest
        if len(read.words) > 1:
            for pair in combinations(read.words[:3], len(read.words[:3]) - 1):
                yield _without(self.own, "q") | {"q": [" ".join(pair)]}
        elif read.words:
            yield from ({"q": [part]} for part in _parts(read.words[0]))
        yield {}


@dataclass(frozen=True)
class _Read:
    """What a text may mean: its words, the places that it names, parameters of the terms that it means, and
    the text of the words that name no place."""

    words: list
    spots: list
    terms: list
    others: list

    @property
    def note(self):
        return ", ".join(f"{spot.label} ({spot.note})" for spot in self.spots if spot.is_of_code)


def _read(text):
    parts = text.split()[:MOST_WORDS]
    spans = [
        range(start, start + length)
        for length in range(min(LONGEST_NAME, len(parts)), 0, -1)
        for start in range(len(parts) - length + 1)
    ]
    known = gazetteer.exactly({_joined(parts, span) for span in spans}) if parts else {}
    spots, taken = [], set()
    for span in spans:
        spot = known.get(_joined(parts, span))
        if spot and taken.isdisjoint(span):
            spots.append(spot)
            taken.update(span)
    others = [part for at, part in enumerate(parts) if at not in taken]
    terms = [{name: [slug]} for part in others for name, slug in meant_by(part)]
    return _Read(parts, spots, terms, [" ".join(others)] if others else [])


def _joined(parts, span):
    return " ".join(parts[at] for at in span)


def _around(ags):
    point = gazetteer.middle_of(ags)
    return _listed(gazetteer.Spot("", "", ags, point).around)


def _listed(values):
    return {name: [value] for name, value in values.items()}


def _parts(word):
    """The longest beginning and the longest end of a compound that are words of entries: "Qualitäts" and
    "prüfung"."""
    known, _certain = known_words.of(Entry.objects.published())
    beginnings = (word[:end] for end in range(len(word) - 1, TYPO_FROM - 1, -1))
    ends = (word[start:] for start in range(1, len(word) - TYPO_FROM + 1))
    for parts in (beginnings, ends):
        part = next((part for part in parts if words(part) and fold(part) in known), "")
        if part:
            yield part[0].upper() + part[1:]


def _without(values, *names):
    return {name: value for name, value in values.items() if name not in names}


def _key(values):
    return tuple(sorted((name, tuple(value)) for name, value in values.items()))
