"""All queries of the portal against each other and against plain Python: a count is the length of a list.

What rows and addresses may say is read off the declarations, so a new parameter is tried as well.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flagships.filters import FlagshipFilter
from flagships.models import Flagship
from landkarte.models import Entry, Focus, Industry
from landkarte.query.filters import EntryFilter
from landkarte.query.parameters import Values
from offers.filters import EventFilter, FundingFilter, OfferFilter, PublicationFilter
from offers.models import Audience, Event, Format, FundingProgramme, Offer, Publication
from tests.landkarte.searched_entries import REGIONS, create_regions

pytestmark = pytest.mark.django_db

QUERIES = [EntryFilter, OfferFilter, EventFilter, PublicationFilter, FundingFilter, FlagshipFilter]
WORDS = ["kamera", "stahl", "pflege"]
SLUGS = ["one", "two", "old", "older", "gone"]
TODAY = {"old": "one", "older": "one"}  # "gone" is retired, and nothing has replaced it
KEYS = [ags for ags, _level, _name in REGIONS]
TOWNS = ["", "Bonn", "Köln"]
YEARS = [1999, 2019]
MONTHS = [timezone.localdate().replace(day=1), (timezone.localdate().replace(day=1) - timedelta(days=1))]
OTHERS = {
    "near": ["51.0,7.0"],
    "bbox": ["6,50,7,52"],
    "when": ["upcoming", "past"],
    "month": [f"{day:%Y-%m}" for day in MONTHS],
}


# -- What rows have, and what addresses ask for ---------------------------------------------------------


def possible(parameter):
    """The values that this facet may be asked for."""
    if parameter.vocabulary:
        return SLUGS
    if parameter.levels:
        return KEYS
    return [value for value, _label in parameter.field.choices] or TOWNS[1:]


def values_of_a_row(parameter):
    if parameter.vocabulary:
        several = parameter.name in ("industry", "focus", "audience")
        return st.lists(st.sampled_from(SLUGS), unique=True, max_size=3 if several else 1)
    if parameter.levels:
        return st.sampled_from([None, *(key for key in KEYS if len(key) == 8)])
    required = parameter.name in ("kind", "phase")
    return st.sampled_from(possible(parameter) if required else ["", *possible(parameter)])


def rows(query):
    facets = {name: values_of_a_row(query.base_filters[name]) for name in query.facet_names()}
    others = {
        "q": st.sampled_from(WORDS),
        "is_public": st.sampled_from([True, True, True, False]),
        "founded": st.sampled_from([None, *YEARS]),
        "point": st.sampled_from([None, (51.0, 6.5), (51.1, 7.1), (50.0, 8.0)]),
        "days": st.sampled_from([None, -40, -1, 0, 12]),
    }
    return st.lists(st.fixed_dictionaries(facets | others), min_size=3, max_size=7)


def addresses(query):
    several = {name: possible(query.base_filters[name]) for name in query.facet_names()} | {"founded": YEARS}
    single = {"q": WORDS} | OTHERS
    asked = {
        name: st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=2)
        for name, values in several.items()
    }
    asked |= {name: st.sampled_from(values).map(lambda value: [value]) for name, values in single.items()}
    known = {name: strategy for name, strategy in asked.items() if name in query.base_filters}
    return st.fixed_dictionaries({}, optional=known)


def asking(query, asked):
    data = QueryDict(mutable=True)
    for name, values in asked.items():
        data.setlist(name, values)
    made = query(data)
    assert made.is_valid(), made.errors
    return made


# -- The oracle -----------------------------------------------------------------------------------------


def named_by(parameter, row, values):
    if parameter.name == "q":
        return row["q"] in values
    if parameter.vocabulary:
        has, wanted = ({TODAY.get(slug, slug) for slug in slugs} for slugs in (row[parameter.name], values))
        return bool(has & wanted) or (parameter.empty_means_all and not has)
    if parameter.levels:
        return any((row[parameter.name] or "").startswith(key) for key in values)
    return row[parameter.name] in values


def numbers_of(query, stored, asked):
    """The keys of the rows that the address names, in plain Python."""
    parameters = query.base_filters
    return {
        key
        for key, row in stored.items()
        if row["is_public"] and all(named_by(parameters[name], row, values) for name, values in asked.items())
    }


# -- The same rows in the database ----------------------------------------------------------------------


def create_terms():
    for vocabulary in (Industry, Focus, Format, Audience):
        terms = [
            vocabulary(slug=slug, name_de=slug, name_en=slug, retired=slug not in ("one", "two"))
            for slug in SLUGS
        ]
        vocabulary.objects.bulk_create(terms)
        one, old = (vocabulary.objects.get(slug=slug) for slug in ("one", "old"))
        vocabulary.objects.filter(slug="old").update(replaced_by=one)
        vocabulary.objects.filter(slug="older").update(replaced_by=old)


def entry(row):
    latitude, longitude = row["point"] or (None, None)
    values = {
        parameter.column: row[name]
        for name, parameter in EntryFilter.base_filters.items()
        if isinstance(parameter, Values) and not (parameter.vocabulary or parameter.levels)
    }
    return values | {
        "region_id": row["region"],
        "latitude": latitude,
        "longitude": longitude,
        "precision": "city" if row["point"] else "",
        "status": Entry.Status.PUBLISHED if row["is_public"] else Entry.Status.DRAFT,
        "published_at": timezone.now() if row["is_public"] else None,
    }


def scheduled(row):
    return {"published_from": timezone.now() - timedelta(days=1) if row["is_public"] else None}


def event(row):
    start = None if row["days"] is None else timezone.localdate() + timedelta(days=row["days"])
    return scheduled(row) | {"city": row["city"], "date_start": start}


FIELDS = {
    Entry: entry,
    Offer: lambda row: scheduled(row) | {"phase": row["phase"]},
    Event: event,
    Publication: lambda row: scheduled(row) | {"link": "https://lesen.example/"},
    FundingProgramme: scheduled,
    Flagship: scheduled,
}


def store(query, drawn):
    """Key -> row."""
    model = query._meta.model
    stored = {}
    for number, row in enumerate(drawn):
        texts = {"slug": f"zeile-{number}", "name": f"Zeile {row['q']}", "summary_de": "Text."}
        made = model(**texts, **FIELDS[model](row))
        if "format" in query.base_filters and row["format"]:
            made.format = Format.objects.get(slug=row["format"][0])
        made.save()
        for name, relation in (("industry", "industries"), ("focus", "focuses"), ("audience", "audiences")):
            if row.get(name):
                terms = getattr(made, relation)
                terms.set(terms.model.objects.filter(slug__in=row[name]))
        stored[made.pk] = row
    if model is Entry:
        Entry.objects.refresh_search()
    return stored


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.__name__)
def test_counts_are_the_lengths_of_the_lists(query):
    create_regions()
    create_terms()

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drawn=rows(query), asked=addresses(query))
    def holds(drawn, asked):
        with transaction.atomic():
            stored = store(query, drawn)
            made = asking(query, asked)
            if not asked.keys() & OTHERS.keys():
                assert set(made.qs.values_list("pk", flat=True)) == numbers_of(query, stored, asked)
            for name in query.facet_names():
                lengths = {}
                for value in possible(query.base_filters[name]):
                    found = asking(query, asked | {name: [value]}).qs
                    lengths[TODAY.get(value, value)] = len(found)
                assert made.counts(name) == {value: number for value, number in lengths.items() if number}
            transaction.set_rollback(True)

    holds()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.__name__)
def test_facet_is_counted_in_one_query(query, django_assert_num_queries):
    create_terms()
    made = asking(query, {})
    for name in query.facet_names():
        parameter = made.filters[name]
        if parameter.vocabulary:
            assert len(parameter.terms) == len(parameter.meanings) + 3
        rows = made.matching(leaving_out=name)
        with django_assert_num_queries(1):
            made.counts(name, rows)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.__name__)
def test_every_parameter_says_what_it_means(query):
    assert [name for name, parameter in query.base_filters.items() if not parameter.help_text] == []
