"""Wrong values of the query: an error of exactly their parameter, and no entries."""

import pytest
from django.http import QueryDict

from landkarte.query.filters import EntryFilter
from tests.factories import EntryFactory, IndustryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def matching(query):
    return [entry.slug for entry in EntryFilter(QueryDict(query)).qs]


def errors(query):
    """Parameter -> error codes."""
    return {
        name: [error.code for error in problems.as_data()]
        for name, problems in EntryFilter(QueryDict(query)).errors.items()
    }


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        (f"q={'x' * 201}", {"q": ["max_length"]}),
        ("q=a%00b", {"q": ["null_characters_not_allowed"]}),
        ("kind=password", {"kind": ["invalid_choice"]}),
        ("kind=company&kind=nix", {"kind": ["invalid_choice"]}),
        ("kind=%00", {"kind": ["invalid_choice"]}),
        ("size=huge", {"size": ["invalid_choice"]}),
        ("industry=nix", {"industry": ["invalid_choice"]}),
        ("focus=nix", {"focus": ["invalid_choice"]}),
        ("industry=%00", {"industry": ["invalid_choice"]}),
        ("region=99", {"region": ["invalid_choice"]}),
        ("region=0", {"region": ["invalid_choice"]}),
        ("region=%25", {"region": ["invalid_choice"]}),
        ("region=05%00", {"region": ["invalid_choice"]}),
        ("region=%D9%A0%D9%A5", {"region": ["invalid_choice"]}),
        ("near=51", {"near": ["invalid"]}),
        ("near=a,b", {"near": ["invalid"]}),
        ("near=nan,nan", {"near": ["invalid"]}),
        ("near=inf,7", {"near": ["invalid"]}),
        ("near=1e1,7", {"near": ["invalid"]}),
        ("near=51,7,9", {"near": ["invalid"]}),
        ("near=51%00,7", {"near": ["invalid"]}),
        ("near=91,7", {"near": ["off-globe"]}),
        ("near=51,181", {"near": ["off-globe"]}),
        ("near=51,7&radius=0", {"radius": ["min_value"]}),
        ("near=51,7&radius=-5", {"radius": ["min_value"]}),
        ("near=51,7&radius=501", {"radius": ["max_value"]}),
        ("near=51,7&radius=nan", {"radius": ["invalid"]}),
        ("near=51,7&radius=inf", {"radius": ["invalid"]}),
        ("near=51,7&radius=1e400", {"radius": ["invalid"]}),
        ("near=51,7&radius=weit", {"radius": ["invalid"]}),
        ("radius=weit", {"radius": ["invalid"]}),
        ("bbox=6,50,8", {"bbox": ["invalid"]}),
        ("bbox=6,50,8,52,1", {"bbox": ["invalid"]}),
        ("bbox=a,b,c,d", {"bbox": ["invalid"]}),
        ("bbox=nan,nan,nan,nan", {"bbox": ["invalid"]}),
        ("bbox=-inf,-inf,inf,inf", {"bbox": ["invalid"]}),
        ("bbox=8,50,6,52", {"bbox": ["reversed"]}),
        ("bbox=6,52,8,50", {"bbox": ["reversed"]}),
        ("bbox=6,50,8,91", {"bbox": ["off-globe"]}),
        ("bbox=-181,50,8,52", {"bbox": ["off-globe"]}),
        ("sort=password", {"sort": ["invalid_choice"]}),
        ("sort=-name", {"sort": ["invalid_choice"]}),
        ("sort=distance", {"sort": [None]}),
        ("sort=distance&near=91,7", {"near": ["off-globe"]}),
        ("page=0", {"page": ["min_value"]}),
        ("page=-1", {"page": ["min_value"]}),
        ("page=1e9", {"page": ["invalid"]}),
        ("page=1.5", {"page": ["invalid"]}),
        ("page=zwei", {"page": ["invalid"]}),
        ("page=9223372036854775808", {"page": ["max_value"]}),
        (f"page={'9' * 5000}", {"page": ["invalid"]}),
        ("kind=nix&page=0&near=1", {"kind": ["invalid_choice"], "page": ["min_value"], "near": ["invalid"]}),
    ],
)
def test_wrong_value_is_an_error_of_its_parameter_and_names_nothing(query, codes):
    EntryFactory()

    assert errors(query) == codes
    assert matching(query) == []


@pytest.mark.parametrize("name", ["kind", "size", "industry", "focus", "region"])
def test_facet_takes_a_hundred_values_at_most(name):
    IndustryFactory()
    query = "&".join(f"{name}=w{number}" for number in range(101))

    assert errors(query) == {name: ["many"]}


def test_facet_counts_a_repeated_value_once():
    EntryFactory(slug="a", kind="company")

    assert matching("&".join(["kind=company"] * 500)) == ["a"]
