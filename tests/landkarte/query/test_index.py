"""The columns in memory answer as SQL does, whatever is asked and whatever has happened before."""

import math
import random
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

import numpy as np
import orjson
import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landkarte.geometry import Point
from landkarte.models import Entry, Focus, Industry
from landkarte.query.columns import Codes
from landkarte.query.filters import EntryFilter, Sort
from landkarte.query.index import Index
from landkarte.query.reading import build
from tests.factories import EntryFactory, FocusFactory, IndustryFactory
from tests.landkarte.searched_entries import create_regions

pytestmark = pytest.mark.django_db

TERMS = ["t1", "t2", "t3", "replaced", "retired", "twice"]
VOCABULARIES = {"industries": Industry, "focuses": Focus}
TOWNS = ["05315000", "05334020", "05382056", "05766020", None]
REGIONS = ["05", "053", "057", "05334", "05315000", "05766020"]
NAMES = ["Zeta", "alpha", "Äpfel", "ärger", "KI Labor", "Kamera", "Roboter AG", "straße", "日本"]
WORDS = ["kamera", "roboter", "ki", "strasse", "kameraa", "nirgends"]
YEARS = [1999, 2000, 2020]
DEGREES = st.sampled_from([51.0, 51.001, 51.5]), st.sampled_from([6.999, 7.0, 7.001, 8.0])
MOMENTS = [datetime(2026, 1, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
quickly = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# -- What there may be, and what may be asked ----------------------------------------------------------

points = st.none() | st.tuples(*DEGREES)
terms = st.lists(st.sampled_from(TERMS), max_size=3, unique=True)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "kind": st.sampled_from(Entry.Kind.values),
            "size": st.sampled_from(["", *Entry.Size.values]),
            "founded": st.sampled_from([None, *YEARS]),
            "region_id": st.sampled_from(TOWNS),
            "status": st.sampled_from(["published"] * 4 + ["draft", "unpublished"]),
            "point": points,
            "industries": terms,
            "focuses": terms,
            "updated_at": st.sampled_from(MOMENTS),
        }
    ),
    max_size=14,
)


def some(values, most=3):
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


parameters = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(WORDS),
        "kind": some(Entry.Kind.values),
        "size": some(Entry.Size.values),
        "industry": some(TERMS),
        "focus": some(TERMS),
        "region": some(REGIONS),
        "founded": some(YEARS),
        "bbox": st.sampled_from(["6.999,51,7.001,51.001", "7,51,7,51", "5,50,9,52", "0,0,1,1"]),
        "near": st.sampled_from(["51,7", "51.0005,7", "0,0"]),
        "sort": st.sampled_from([value for value, _ in Sort.choices]),
        "radius": st.sampled_from(["0.1", "0.12", "1", "60", "500"]),
    },
)


def asked(parameters):
    """The address of a right query: `radius` and a sorting by distance stand with a place alone."""
    if "near" not in parameters:
        parameters = {name: value for name, value in parameters.items() if name != "radius"}
        if parameters.get("sort") == "distance":
            del parameters["sort"]
    return urlencode(parameters, doseq=True)


# -- The rows in the database --------------------------------------------------------------------------


@pytest.fixture
def reference():
    create_regions()
    for factory in (IndustryFactory, FocusFactory):
        made = {slug: factory(slug=slug) for slug in TERMS}
        replace(made["replaced"], made["t1"])
        replace(made["twice"], made["replaced"])
        made["retired"].retired = True
        made["retired"].save()


def replace(term, by):
    term.retired, term.replaced_by = True, by
    term.save()


def store(rows):
    Entry.objects.all().delete()
    Entry.objects.bulk_create(entry_of(row, f"e{number}") for number, row in enumerate(rows))
    for entry, row in zip(Entry.objects.order_by("pk"), rows, strict=True):
        link(entry, row)
    Entry.objects.refresh_search()


def entry_of(row, slug):
    latitude, longitude = row["point"] or (None, None)
    plain = {name: row[name] for name in ("name", "kind", "size", "founded", "region_id", "status")}
    return Entry(
        slug=slug,
        summary_de="Text.",
        published_at=timezone.now(),
        latitude=latitude,
        longitude=longitude,
        precision="city" if row["point"] else "",
        **plain,
    )


def link(entry, row):
    for name, vocabulary in VOCABULARIES.items():
        through = Entry._meta.get_field(name).remote_field.through
        column = f"{vocabulary._meta.model_name}_id"
        keys = vocabulary.objects.filter(slug__in=row[name]).values_list("pk", flat=True)
        through.objects.bulk_create(through(entry=entry, **{column: key}) for key in keys)
    Entry.objects.filter(pk=entry.pk).update(updated_at=row["updated_at"])


# -- Both answers --------------------------------------------------------------------------------------


def by_index(text):
    query = EntryFilter(QueryDict(text))
    assert query.is_valid(), query.errors
    assert query.snapshot is not None
    return query


def by_sql(text):
    query = EntryFilter(QueryDict(text))
    query.snapshot = None
    return query


def answers(query):
    return {
        "keys": query.keys.tolist(),
        "total": query.total,
        "counts": query.facet_counts(),
        "page": [entry.pk for entry in query.hits[1:4]],
        "drawing": orjson.loads(orjson.dumps(query.drawing(zoom=9), option=orjson.OPT_SERIALIZE_NUMPY)),
    }


def told(columns):
    """What the columns say of each entry, without the way in which they write it down."""
    said = {"pk": columns.pk.tolist(), "by_updated": columns.by_updated.tolist(), "y": columns.y.tolist()}
    for name in ("latitude", "longitude"):
        said[name] = np.nan_to_num(getattr(columns, name), nan=-1).tolist()
    for name, column in columns.lists.items():
        if isinstance(column, Codes):
            said[name] = [column.values[code] for code in column.codes]
        else:
            slugs = set(column.meanings.values())
            masks = {slug: column.chosen({slug}.__contains__).tolist() for slug in slugs}
            said[name] = {slug: mask for slug, mask in masks.items() if any(mask)}
    return said


def anew():
    index = EntryFilter.index
    return told(build(index.codes, index.links))


@quickly
@given(rows, st.lists(parameters, min_size=1, max_size=6))
def test_index_answers_as_sql(reference, rows, queries):
    store(rows)

    for text in map(asked, queries):
        assert answers(by_index(text)) == answers(by_sql(text)), text


@quickly
@given(rows, parameters)
def test_cells_of_the_index_are_those_of_sql(reference, settings, rows, parameters):
    settings.MAP_POINT_LIMIT = 0
    store(rows)
    text = asked(parameters)

    columns, sql = answers(by_index(text))["drawing"], answers(by_sql(text))["drawing"]

    assert columns.keys() == sql.keys()
    assert columns["towns"] == sql["towns"]
    (form,) = sql.keys() - {"towns"}
    assert {name: np.shape(column) for name, column in columns[form].items()} == {
        name: np.shape(column) for name, column in sql[form].items()
    }
    for name, column in sql[form].items():
        assert np.allclose(columns[form][name], column), name


def test_edge_of_a_circle_is_that_of_sql():
    chance = random.Random(1)  # noqa: S311 (repeatable, not secret)
    for _ in range(20):
        EntryFactory(latitude=chance.uniform(50, 52), longitude=chance.uniform(6, 9))
    distances = Entry.objects.with_distance(Point(51, 7)).values_list("distance", flat=True)
    radii = [
        radius for far in distances for radius in (math.nextafter(far, 0), far, math.nextafter(far, 999))
    ]

    for radius in radii:
        text = f"near=51,7&radius={radius!r}"
        assert by_index(text).keys.tolist() == by_sql(text).keys.tolist(), text


# -- Moving on -----------------------------------------------------------------------------------------


class Change:
    """Something that happens to one entry, or to all, by any way of writing."""

    def __init__(self, row, entry):
        self.row, self.entry = row, entry

    def update(self, **values):
        Entry.objects.filter(pk=self.entry.pk).update(**values)

    def create(self):
        link(Entry.objects.create(**vars_of(entry_of(self.row, f"n-{uuid4()}"))), self.row)

    def save(self):
        self.entry.name, self.entry.kind = self.row["name"], self.row["kind"]
        self.entry.save()

    def rename_by_hand(self):
        self.update(search_name=self.row["name"])

    def touch(self):
        self.update(updated_at=self.row["updated_at"])

    def move(self):
        self.update(latitude=51.5, longitude=7.25, precision="city")

    def publish(self):
        self.update(status="published", published_at=timezone.now())

    def unpublish(self):
        self.update(status="unpublished")

    def delete(self):
        self.entry.delete()

    def delete_all(self):
        Entry.objects.all().delete()

    def update_all(self):
        Entry.objects.update(founded=self.row["founded"], size=self.row["size"])

    def add_terms(self):
        self.entry.industries.add(*Industry.objects.filter(slug__in=self.row["industries"]))

    def remove_terms(self):
        self.entry.focuses.remove(*Focus.objects.filter(slug__in=self.row["focuses"]))

    def clear_terms(self):
        self.entry.industries.clear()

    def link_by_hand(self):
        link = Entry.industries.through.objects.first()
        if link and not self.entry.industries.filter(pk=link.industry_id).exists():
            Entry.industries.through.objects.filter(pk=link.pk).update(entry=self.entry)

    def retire_term(self):
        Industry.objects.filter(slug="t2").update(retired=True, replaced_by=Industry.objects.get(slug="t3"))

    def use_terms_again(self):
        Industry.objects.update(retired=False, replaced_by=None)


def vars_of(entry):
    return {name: value for name, value in vars(entry).items() if name not in ("_state", "id")}


CHANGES = [
    name for name, member in vars(Change).items() if callable(member) and name not in ("__init__", "update")
]
changes = st.lists(st.tuples(st.sampled_from(CHANGES), rows.filter(bool), st.integers(0, 20)), max_size=8)


@quickly
@given(rows.filter(bool), changes)
def test_index_that_moved_on_is_as_one_built_anew(reference, monkeypatch, rows, changes):
    index = Index(EntryFilter.base_filters.values())
    store(rows)
    index.current()

    for name, (row, *_), chance in changes:
        entries = Entry.objects.order_by("pk")
        if entries or name == "create":
            getattr(Change(row, entries[chance % len(entries)] if entries else None), name)()
        with monkeypatch.context() as patch:
            patch.setattr("landkarte.query.index.build", None)
            columns = index.current().columns
        assert told(columns) == anew(), name
