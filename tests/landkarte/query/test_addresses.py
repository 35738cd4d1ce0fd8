"""Addresses of a query and of its parts."""

import pytest
from django.http import QueryDict

from landkarte.query.addresses import address, narrowed, parameters, shown
from landkarte.query.filters import EntryFilter
from tests.factories import IndustryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


def valid(text):
    query = EntryFilter(QueryDict(text))
    assert query.is_valid(), query.errors
    return query


@pytest.fixture(autouse=True)
def vocabulary():
    MunicipalityFactory()
    new = IndustryFactory(slug="new")
    IndustryFactory(slug="old", retired=True, replaced_by=new)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("", ""),
        ("page=3&nix=1", ""),
        ("q=++ki++bild+", "?q=ki++bild"),
        ("kind=company&kind=product&kind=company", "?kind=company&kind=product"),
        ("industry=old&industry=new", "?industry=new"),
        ("region=05315000&region=053", "?region=05315000&region=053"),
        ("founded=2019&founded=1874", "?founded=2019&founded=1874"),
        ("near=0.00001,6.084&radius=025.0&sort=distance", "?near=0.00001%2C6.084&radius=25.0&sort=distance"),
        ("bbox=6,50.7,6.3,50.9", "?bbox=6.0%2C50.7%2C6.3%2C50.9"),
    ],
)
def test_address_of_a_query_is_short_and_says_the_same(asked, short):
    written = address("", parameters(valid(asked)))

    assert written == short
    assert parameters(valid(written.removeprefix("?"))) == parameters(valid(asked))


def test_address_does_not_grow_with_repeated_values():
    text = "&".join(["kind=company"] * 900)

    assert address("/", parameters(valid(text))) == "/?kind=company"


@pytest.mark.parametrize(
    ("asked", "name", "value", "expected"),
    [
        ("q=ki", "kind", "company", {"q": ["ki"], "kind": ["company"]}),
        ("kind=company&kind=product", "kind", "product", {"kind": ["product"]}),
        ("", "region", "05315", {"region": ["05315"]}),
        ("region=053", "region", "05315", {"region": ["05315"]}),
        ("region=05315000", "region", "05315", {"region": ["05315000"]}),
        ("region=05315000&region=05", "region", "05315", {"region": ["05315"]}),
        ("founded=2001&founded=2002", "founded", [2001, 2002], {"founded": [2001, 2002]}),
    ],
)
def test_value_takes_the_place_of_those_in_force(asked, name, value, expected):
    assert narrowed(valid(asked), name, value) == expected


def test_term_beside_those_in_force_has_no_address():
    IndustryFactory(slug="other")
    query = valid("industry=old")

    assert [shown(query, "industry", slug) for slug in ("new", "other")] == [True, False]
