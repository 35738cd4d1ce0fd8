"""Counts and map points, against a brute-force reading of the same parameters in plain Python."""

import math
import random
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from landkarte.models import Entry, Region
from landkarte.query.drawing import drawing
from landkarte.query.filters import EntryFilter
from tests.factories import EntryFactory, FocusFactory, IndustryFactory
from tests.landkarte.searched_entries import create_regions

pytestmark = pytest.mark.django_db

WORDS = ["kamera", "roboter", "pflege", "stahl"]
TERMS = ["t1", "t2", "t3", "t4"]
FACETS = ["kind", "industry", "focus", "size", "region"]
MUNICIPALITIES = ["05315000", "05334020", "05382056", "05766020", None]


# -- The oracle: entries as dicts, each parameter as a plain condition ---------------------------------


def random_entry(chance, number):
    ags = chance.choice(MUNICIPALITIES)
    located = ags is not None or chance.random() < 0.3
    return {
        "slug": f"e{number}",
        "q": chance.choice(WORDS),
        "kind": chance.choice(Entry.Kind.values),
        "size": chance.choice(["", *Entry.Size.values]),
        "region": ags,
        "industry": chance.sample(TERMS, chance.randrange(3)),
        "focus": chance.sample(TERMS, chance.randrange(3)),
        "latitude": round(chance.uniform(50.4, 52.4), 3) if located else None,
        "longitude": round(chance.uniform(6, 9.3), 3) if located else None,
        "status": chance.choice(["published"] * 5 + ["draft", "unpublished"]),
    }


def random_query(chance):
    """Parameter -> list of values; each parameter is there or not."""
    west, south = chance.uniform(6, 7), chance.uniform(50.4, 51)
    possible = {
        "q": [chance.choice(WORDS)],
        "kind": chance.sample(Entry.Kind.values, chance.randrange(1, 5)),
        "size": chance.sample(Entry.Size.values, chance.randrange(1, 4)),
        "industry": chance.sample(TERMS, chance.randrange(1, 3)),
        "focus": chance.sample(TERMS, chance.randrange(1, 3)),
        "region": chance.sample(
            ["05", "053", "057", "05334", "05315000", "05766020"], chance.randrange(1, 3)
        ),
        "near": [f"{chance.uniform(50.4, 52.4):.3f},{chance.uniform(6, 9):.3f}"],
        "bbox": [f"{west:.2f},{south:.2f},{west + 1.5:.2f},{south + 1:.2f}"],
    }
    query = {name: values for name, values in possible.items() if chance.random() < 0.3}
    if "near" in query:
        query["radius"] = [str(chance.choice([20, 60, 150]))]
    return query


def kilometres(latitude, longitude, other_latitude, other_longitude):
    """The spherical law of cosines: another formula than the one under test."""
    north, east, other_north, other_east = map(
        math.radians, (latitude, longitude, other_latitude, other_longitude)
    )
    cosine = math.sin(north) * math.sin(other_north)
    cosine += math.cos(north) * math.cos(other_north) * math.cos(east - other_east)
    return 6371.0088 * math.acos(min(1, cosine))


def named_by(entry, name, query):
    values = query[name]
    if name == "near":
        place = *map(float, values[0].split(",")), entry["latitude"], entry["longitude"]
        return entry["latitude"] is not None and kilometres(*place) <= float(query["radius"][0])
    if name == "bbox":
        west, south, east, north = map(float, values[0].split(","))
        if entry["latitude"] is None:
            return False
        return south <= entry["latitude"] <= north and west <= entry["longitude"] <= east
    if name == "region":
        return any((entry["region"] or "").startswith(key) for key in values)
    if name in ("industry", "focus"):
        return bool(set(entry[name]) & set(values))
    return name == "radius" or entry[name] in values


def named(entries, query, *, leaving_out=None):
    return [
        entry
        for entry in entries
        if entry["status"] == "published"
        and all(named_by(entry, name, query) for name in query if name != leaving_out)
    ]


def values_of(entry, facet):
    if facet in ("industry", "focus"):
        return entry[facet]
    if facet == "region":
        return [entry["region"][:length] for length in (2, 3, 5, 8)] if entry["region"] else []
    return [entry[facet]] if entry[facet] else []


def counts(entries, query, facet):
    return Counter(
        value for entry in named(entries, query, leaving_out=facet) for value in values_of(entry, facet)
    )


# -- The same entries in the database -----------------------------------------------------------------


def store(entries):
    create_regions()
    terms = {
        "industry": {slug: IndustryFactory(slug=slug) for slug in TERMS},
        "focus": {slug: FocusFactory(slug=slug) for slug in TERMS},
    }
    Entry.objects.bulk_create(
        Entry(
            slug=entry["slug"],
            name=f"Eintrag {entry['q']}",
            kind=entry["kind"],
            size=entry["size"],
            status=entry["status"],
            published_at=timezone.now(),
            summary_de="Text.",
            region_id=entry["region"],
            latitude=entry["latitude"],
            longitude=entry["longitude"],
            precision="" if entry["latitude"] is None else "address",
        )
        for entry in entries
    )
    keys = dict(Entry.objects.values_list("slug", "pk"))
    for facet, through in (("industry", Entry.industries.through), ("focus", Entry.focuses.through)):
        through.objects.bulk_create(
            through(**{"entry_id": keys[entry["slug"]], f"{facet}_id": terms[facet][slug].pk})
            for entry in entries
            for slug in entry[facet]
        )
    Entry.objects.refresh_search()
    return keys


def api_ids(client, text):
    found, address = [], f"/api/v1/entries/?{text}&page_size=7"
    while address:
        answer = client.get(address).json()
        found += [entry["id"] for entry in answer["results"]]
        address = answer["next"]
    return found


def valid(text):
    query = EntryFilter(QueryDict(text))
    assert query.is_valid()
    return query


@pytest.mark.parametrize("seed", range(4))
def test_list_map_counts_and_api_agree_with_brute_force(client, seed):
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    entries = [random_entry(chance, number) for number in range(90)]
    keys = store(entries)

    for _ in range(6):
        asked = random_query(chance)
        text = urlencode(asked, doseq=True)
        query = EntryFilter(QueryDict(text))
        expected = named(entries, asked)
        ids = {keys[entry["slug"]] for entry in expected}
        located = {keys[entry["slug"]] for entry in expected if entry["latitude"] is not None}

        assert [entry.pk for entry in query.qs] == api_ids(client, text), text
        assert {entry.pk for entry in query.qs} == ids, text
        assert list(drawing(query.matching(), zoom=8)["points"]["id"]) == sorted(located), text
        found = query.facet_counts()
        assert {facet: found[facet] for facet in FACETS} == {
            facet: dict(counts(entries, asked, facet)) for facet in FACETS
        }, text
        answer = client.get(f"/api/v1/map/?{text}").json()
        assert (answer["total"], answer["points"]["id"]) == (len(ids), sorted(located)), text
        assert client.get(f"/?{text}").context["total"] == len(ids), text


def test_counts_of_a_wrong_query_are_empty():
    EntryFactory()
    query = EntryFilter(QueryDict("kind=nix"))

    assert query.facet_counts() == {name: {} for name in EntryFilter.facet_names()}


def test_counts_of_a_forgiven_typo_are_those_of_the_list():
    EntryFactory(name="Fraunhofer", kind="research")
    EntryFactory(name="Andere", kind="company")
    query = EntryFilter(QueryDict("q=fraunhoffer&kind=company"))

    assert list(query.qs) == []
    assert query.facet_counts()["kind"] == {"research": 1}


@pytest.mark.parametrize("number", [1, 3])
def test_counts_take_the_same_queries_for_any_number_of_entries(django_assert_num_queries, number):
    for _ in range(number):
        EntryFactory(industries=["a"], focuses=["b"], size="sme")
    EntryFilter.index.current()
    query = valid("kind=company&industry=a")

    with django_assert_num_queries(1):  # data version
        query.facet_counts()


def test_points_of_no_entries_are_empty_columns():
    EntryFactory(status="draft")

    drawn = drawing(valid("").matching(), zoom=8)

    assert drawn["towns"] == []
    assert {name: list(column) for name, column in drawn["points"].items()} == {
        "id": [],
        "kind": [],
        "latitude": [],
        "longitude": [],
        "town": [],
        "exact": [],
    }


@pytest.mark.parametrize("limit", [0, 2])
def test_drawing_turns_to_cells_above_the_limit(settings, limit):
    settings.MAP_POINT_LIMIT = limit
    EntryFactory.create_batch(limit)
    assert "points" in drawing(valid("").matching(), zoom=8)

    EntryFactory(kind="research")

    drawn = drawing(valid("").matching(), zoom=8)["cells"]
    assert drawn["counts"] == [[limit, 1, 0, 0, 0, 0, 0]]
    assert Region.objects.get(pk="05315000").latitude == pytest.approx(drawn["latitude"][0], abs=1e-5)
