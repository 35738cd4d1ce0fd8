"""Synthetic entries around the towns of North Rhine-Westphalia, by their population: for measuring.

They say of themselves that they are invented: in their name, their text and their source; their websites lie
below `example.org`, which nobody owns (RFC 2606). The same seed makes the same entries, whatever their
number: chance is drawn for blocks of a fixed size, each by itself. So a million is made in minutes.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache

import numpy as np
from django.db import transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from landkarte import search
from landkarte.geometry import rings_of
from landkarte.loading.draws import Draws
from landkarte.loading.raw_rows import Table
from landkarte.models import Entry, Focus, Industry, Region
from landkarte.models.entry_fields import details, searched_of
from landkarte.models.face import facts_to_keep

SOURCE = "synthetisch"
BLOCK = 5_000  # entries that are drawn together: another number makes other entries
BATCH = 500  # that are removed together
KINDS = {  # kind -> parts of a hundred
    Entry.Kind.COMPANY: 45,
    Entry.Kind.RESEARCH: 10,
    Entry.Kind.INITIATIVE: 5,
    Entry.Kind.PRODUCT: 15,
    Entry.Kind.BEST_PRACTICE: 12,
    Entry.Kind.PROJECT: 8,
    Entry.Kind.QUALIFICATION: 5,
}
KIND_NAMES = [kind.value for kind in KINDS]
_AI = """
Bildverarbeitung Sprachanalyse Textverstehen Absatzprognose Tourenplanung Qualitätskontrolle Wartungsplanung
Dokumentenprüfung Spracheingabe Robotersteuerung Materialprüfung Energieplanung Befunderkennung Übersetzung
"""
_FIELD = """
Maschinenbau Handwerk Logistik Gesundheit Handel Verwaltung Energie Chemie Lebensmittel Textil Bau Bildung
Landwirtschaft Medien Mobilität Versicherung
"""
AI, FIELD = _AI.split(), _FIELD.split()
WITHOUT = {"website": 15, "summary_en": 60, "street": 20, "size": 25, "founded": 30}  # of a hundred entries
WITHOUT_FOCUS, WITHOUT_POINT, DRAFTS, UNPUBLISHED = 5, 3, 4, 3
SPREAD = 0.0015  # degrees around the middle of a town of a thousand; it grows with the root of that
USUAL_POPULATION = 10_000  # of a town of which we know none
LATEST = date(2026, 11, 1)
OLDEST_DAYS = 1000


def synthetic_entries():
    return Entry.objects.filter(source=SOURCE)


def generate(number, *, seed, watch=iter):
    """Bring the synthetic entries of this seed to `number`; returns how many are new. What was begun and
    killed goes on where it was. `watch` is handed the blocks and returns them one by one.

    LookupError when there are no municipalities or terms to choose from.
    """
    maker = _Maker(seed)
    starts = range(0, number, BLOCK)
    drawn = _drawn_ahead(maker, [(start, min(BLOCK, number - start)) for start in starts])
    return sum(_write(maker.tables, block) for _start, block in zip(watch(starts), drawn, strict=True))


def _drawn_ahead(maker, blocks):
    """Each block, while the next one is drawn: the database is at work meanwhile, and we would wait."""
    with ThreadPoolExecutor(1) as ahead:
        upcoming = None
        for block in blocks:
            drawn, upcoming = upcoming, ahead.submit(maker.block, *block)
            if drawn:
                yield drawn.result()
        if upcoming:
            yield upcoming.result()


def remove():
    """Delete all synthetic entries with their history; returns how many those were."""
    keys = list(synthetic_entries().values_list("pk", flat=True))
    with transaction.atomic():
        synthetic_entries().update(organisation=None)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            Entry.objects.filter(pk__in=batch).delete()
            Entry.history.filter(id__in=batch).delete()
    return len(keys)


# -- Writing ---------------------------------------------------------------------------------------------


@transaction.atomic
def _write(tables, block):
    """Write those entries of a block that are not there yet; returns how many."""
    there = dict(Entry.objects.filter(slug__in=[one.slug for one in block]).values_list("slug", "pk"))
    new = [one for one in block if one.slug not in there]
    if not new:
        return 0
    keys = there | dict(zip((one.slug for one in new), tables.entries.next_keys(len(new)), strict=True))
    tables.write(new, keys)
    return len(new)


class _Tables:
    """Where an entry with its terms and its line of history goes."""

    def __init__(self):
        history = Entry.history.model
        self.entries, self.history = Table(Entry), Table(history)
        self.links = {}
        for field in history._history_m2m_fields:
            through = field.remote_field.through
            self.links[field.name] = Table(through), Table(HistoricalRecords.m2m_models[field])

    def write(self, new, keys):
        rows = [self._values(one, keys) for one in new]
        self.entries.insert(tuple(row[name] for name in self.entries.names) for row in rows)
        lines = self.history.next_keys(len(new))
        for row, line in zip(rows, lines, strict=True):
            row["history_id"] = line
        self.history.insert(tuple(row[name] for name in self.history.names) for row in rows)
        for name, (links, history) in self.links.items():
            self._relate(
                links, history, [(row, getattr(one, name)) for row, one in zip(rows, new, strict=True)]
            )

    def _values(self, one, keys):
        """Attribute -> prepared value, of the entry and of its line of history."""
        owner = keys[one.owner.slug] if one.owner else None
        return self._defaults | one.values | {"id": keys[one.slug], "organisation_id": owner}

    @cached_property
    def _defaults(self):
        now = timezone.now()
        said = self.history.defaults | self.entries.defaults
        moments = {"created_at": now, "updated_at": now, "history_date": now}
        prepared = {
            name: (self.entries if name in self.entries.names else self.history).prepared(name)(value)
            for name, value in moments.items()
        }
        return said | prepared | {"history_type": "+", "history_change_reason": "generate_entries"}

    @staticmethod
    def _relate(links, history, pairs):
        """Rows of the relation, and of its history: columns of the first one, the line, and a key."""
        (term,) = set(links.names) - {"id", "entry_id"}
        related = [(row, one.pk) for row, terms in pairs for one in terms]
        own, old = links.next_keys(len(related)), history.next_keys(len(related))
        found = [
            {
                "id": link,
                "entry_id": row["id"],
                term: key,
                "history_id": row["history_id"],
                "m2m_history_id": line,
            }
            for (row, key), link, line in zip(related, own, old, strict=True)
        ]
        for table in (links, history):
            table.insert(tuple(row[name] for name in table.names) for row in found)


# -- Drawing ---------------------------------------------------------------------------------------------


@dataclass(eq=False)
class _Drawn:
    """An entry: `values` are those of its row, prepared; `name` and the `texts` of its fields come in pieces,
    each of some whole words. `owner` is the one to which it belongs."""

    slug: str
    kind: str
    name: tuple
    values: dict
    industries: list
    focuses: list
    texts: dict
    district: str
    owner: object = None

    @property
    def is_public(self):
        return self.values["status"] == Entry.Status.PUBLISHED


class _Maker:
    """Makes the entries of a block: always the same for one seed."""

    def __init__(self, seed):
        self.seed = seed
        towns = Region.objects.municipalities().exclude(latitude=None)
        self.towns = list(towns.select_related("parent").order_by("pk"))
        self.places = [(town.point, rings_of(town.outline) if town.outline else []) for town in self.towns]
        self.industries, self.focuses = (
            list(vocabulary.objects.filter(retired=False)) for vocabulary in (Industry, Focus)
        )
        if not (self.towns and self.industries and self.focuses):
            raise LookupError("no municipalities, industries or focuses")
        population = np.array([town.population or USUAL_POPULATION for town in self.towns], dtype=float)
        self.shares, self.spread = population / population.sum(), SPREAD * np.sqrt(population / 1000)
        self.tables = _Tables()
        self.day = self.tables.entries.prepared("retrieved_on")
        self.moment = self.tables.entries.prepared("published_at")

    def block(self, start, number):
        """So many entries: the first of the block that begins with this index."""
        draws = self._draws(start // BLOCK)
        found, houses = [], []
        for place in range(number):
            one = self._entry(start + place, {name: column[place] for name, column in draws.items()})
            if one.kind in Entry.Kind.organisations:
                houses.append(one)
            else:
                one.owner = houses[int(draws["owner"][place] * len(houses))]
            self._write_lines(one)
            found.append(one)
        return found

    def _draws(self, block):
        """Name -> what chance says of each entry of the block. The first is a company, so that everything
        after it can belong to somebody."""
        draws = Draws(np.random.default_rng([self.seed, block]), BLOCK)
        town = draws.by_share(self.shares)
        kind = draws.by_share(np.array(list(KINDS.values())) / 100)
        kind[0] = 0
        arrays = {
            "kind": kind,
            "ai": draws.below(len(AI)),
            "field": draws.below(len(FIELD)),
            "house": draws.below(200, least=1),
            "size": draws.below(len(Entry.Size.values)),
            "founded": draws.below(2026, least=1950),
            "age": draws.below(OLDEST_DAYS),
            "lot": draws.below(100),
            "is_confirmed": draws.true_of(50),
            "is_nowhere": draws.true_of(WITHOUT_POINT),
            "is_unfocused": draws.true_of(WITHOUT_FOCUS),
            "owner": draws.part(),
            **{f"without_{name}": draws.true_of(share) for name, share in WITHOUT.items()},
            "town": town,
            "point": draws.points(town, self.places, self.spread),
        }
        lists = {
            "industries": draws.terms(len(self.industries)),
            "focuses": draws.terms(len(self.focuses)),
        }
        return {name: array.tolist() for name, array in arrays.items()} | lists

    def _entry(self, index, drawn):
        """Without its owner and its search lines."""
        town, kind = self.towns[drawn["town"]], KIND_NAMES[drawn["kind"]]
        ai, field = AI[drawn["ai"]], FIELD[drawn["field"]]
        slug, is_house = f"synthetisch-{self.seed}-{index}", kind in Entry.Kind.organisations
        english, german = _english(ai, field, town.name), _german(ai, field, town.name)
        name = ("Synthetisch ", str(index), ": ", ai, " ", field, " ", town.name)
        values = {
            "slug": slug,
            "kind": kind,
            "name": "".join(name),
            "website": f"https://{slug}.example.org/",
            "street": f"Musterstraße {drawn['house']}",
            "city": town.name,
            "region_id": town.pk,
            "source": SOURCE,
            "size": Entry.Size.values[drawn["size"]] if is_house else "",
            "founded": drawn["founded"] if is_house else None,
            "summary_en": "".join(english),
            **dict.fromkeys(_german_texts(kind), "".join(german)),
        }
        lacks = [column for column in WITHOUT if drawn[f"without_{column}"]]
        values |= {column: None if column == "founded" else "" for column in lacks}
        values |= self._state(drawn) | self._place(drawn, values["street"])
        industries = [self.industries[key] for key in drawn["industries"]]
        focuses = [] if drawn["is_unfocused"] else [self.focuses[key] for key in drawn["focuses"]]
        texts = {"name": name, "summary_en": english, "city": (town.name,)}
        texts |= dict.fromkeys(_german_texts(kind), german)
        return _Drawn(slug, kind, name, values, industries, focuses, texts, town.parent.name)

    def _state(self, drawn):
        day, lot = LATEST - timedelta(days=drawn["age"]), drawn["lot"]
        status = Entry.Status.DRAFT if lot < DRAFTS else Entry.Status.PUBLISHED
        if DRAFTS <= lot < DRAFTS + UNPUBLISHED:
            status = Entry.Status.UNPUBLISHED
        return {
            "status": status.value,
            "retrieved_on": self.day(day),
            "confirmed_on": self.day(day) if drawn["is_confirmed"] else None,
            "published_at": None if status == Entry.Status.DRAFT else self.moment(_noon(day)),
        }

    @staticmethod
    def _place(drawn, street):
        if drawn["is_nowhere"]:
            return {}
        precision = Entry.Precision.ADDRESS if street else Entry.Precision.CITY
        return {
            **dict(zip(("latitude", "longitude"), drawn["point"], strict=True)),
            "precision": precision.value,
        }

    @staticmethod
    def _write_lines(one):
        """What `Entry.refresh_kept` would say, of known pieces."""
        fields = [field.name for field in searched_of(one.kind) if one.values.get(field.name)]
        texts = dict.fromkeys(one.texts[name] for name in fields)
        others = [one.district, *(name for term in (*one.industries, *one.focuses) for name in _names(term))]
        house = [one.owner.name] if one.owner and one.owner.is_public else []
        pieces = [piece for text in [*texts, [others[0]], *house, others[1:]] for piece in text]
        one.values["search_name"], one.values["search_text"] = _line(one.name), _line(pieces)
        one.values |= facts_to_keep(one.kind, lambda name: one.values.get(name, ""))


def _line(pieces):
    """The `search.searchable` line of a text in pieces, which are some whole words each."""
    found, signs = [], []
    for piece in pieces:
        if piece.isdigit():  # a number of its own in each name: nothing to keep
            found.append(piece)
        else:
            words, more = _words_of(piece)
            found += words
            signs += more
    return search.line_of(found, signs)


@lru_cache(maxsize=4096)
def _words_of(piece):
    return search.words(piece), search.symbols(piece)


def _german(ai, field, town):
    return ("Synthetischer Eintrag, frei erfunden: ", ai, " für den Bereich ", field, " in ", town, ".")


def _english(ai, field, town):
    return ("Synthetic entry, invented: ", ai, " for ", field, " in ", town, ".")


@cache
def _german_texts(kind):
    said = [field.name for field in details() if field.may_be_said_by(kind) and field.name.endswith("_de")]
    return ["summary_de", *said]


def _names(term):
    return term.name_de, term.name_en


@cache
def _noon(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001 (made aware)
