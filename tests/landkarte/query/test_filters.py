"""The one meaning of the query's parameters."""

import math

import pytest
from django.http import QueryDict

from landkarte.models import Entry, Industry
from landkarte.query.filters import EntryFilter
from tests.factories import (
    DistrictFactory,
    EntryFactory,
    GovernmentRegionFactory,
    IndustryFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db

AACHEN = {"latitude": 50.776, "longitude": 6.084}


def matching(query):
    """Slugs of the entries that the query names, in their order."""
    return [entry.slug for entry in EntryFilter(QueryDict(query)).qs]


@pytest.fixture
def aachen():
    region = DistrictFactory(ags="05334", name="Städteregion Aachen")
    return MunicipalityFactory(ags="05334002", name="Aachen", parent=region, **AACHEN)


@pytest.fixture
def detmold():
    region = GovernmentRegionFactory(ags="057", name="Regierungsbezirk Detmold")
    district = DistrictFactory(ags="05766", name="Kreis Lippe", parent=region)
    return MunicipalityFactory(
        ags="05766020", name="Detmold", parent=district, latitude=51.93669, longitude=8.87939
    )


# -- What each parameter means ----------------------------------------------------------------------


def test_query_without_parameters_names_all_published_entries():
    EntryFactory(slug="a")
    EntryFactory(slug="b")
    EntryFactory(slug="entwurf", status=Entry.Status.DRAFT)
    EntryFactory(slug="zurueck", status=Entry.Status.UNPUBLISHED)

    assert matching("") == ["a", "b"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=company", ["a"]),
        ("kind=company&kind=product", ["a", "b"]),
        ("kind=project", []),
        ("size=sme", ["a", "b"]),
        ("size=sme&size=large", ["a", "b", "c"]),
        ("industry=health", ["a", "c"]),
        ("industry=health&industry=energy", ["a", "b", "c"]),
        ("focus=vision", ["b", "c"]),
        ("industry=health&focus=vision", ["c"]),
        ("kind=company&kind=product&industry=health&industry=energy&size=sme", ["a", "b"]),
        ("kind=product&industry=health", []),
        ("q=alpha&kind=product", []),
        ("q=alpha", ["a"]),
        ("kind=&industry=&size=&focus=&region=&q=&radius=&sort=&page=", ["a", "b", "c"]),
        ("kind=company&kind=company", ["a"]),
        ("status=draft&ordering=password&_connector=OR&foo=bar", ["a", "b", "c"]),
    ],
)
def test_values_of_a_parameter_are_or_and_parameters_are_and(query, slugs):
    EntryFactory(slug="a", name="Alpha", kind="company", size="sme", industries=["health"])
    EntryFactory(slug="b", name="Beta", kind="product", size="sme", industries=["energy"], focuses=["vision"])
    EntryFactory(
        slug="c", name="Gamma", kind="research", size="large", industries=["health"], focuses=["vision"]
    )
    EntryFactory(slug="d", name="Alpha", kind="company", size="sme", industries=["health"], status="draft")

    assert matching(query) == slugs


def test_entry_with_several_matching_terms_is_listed_once():
    EntryFactory(slug="a", industries=["health", "energy"])

    assert matching("industry=health&industry=energy") == ["a"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("region=05", ["aachen", "anderswo", "detmold", "koeln"]),
        ("region=053", ["aachen", "koeln"]),
        ("region=05334", ["aachen"]),
        ("region=05334002", ["aachen"]),
        ("region=05766", ["detmold"]),
        ("region=05766&region=05334", ["aachen", "detmold"]),
        ("region=053&region=05334", ["aachen", "koeln"]),
    ],
)
def test_region_names_everything_below_it(aachen, detmold, query, slugs):
    EntryFactory(slug="koeln", name="Koeln")
    EntryFactory(slug="aachen", name="Aachen", region=aachen)
    EntryFactory(slug="detmold", name="Detmold", region=detmold)
    EntryFactory(slug="ueberall", name="Ueberall", without_place=True)
    inside = MunicipalityFactory(ags="05405334", name="Hat den Schlüssel von Aachen am Ende")
    EntryFactory(slug="anderswo", name="Anderswo", region=inside)

    assert matching(query) == slugs


def test_retired_term_means_what_replaced_it():
    new = IndustryFactory(slug="new")
    newer = IndustryFactory(slug="newer")
    Industry.objects.filter(pk=new.pk).update(retired=True, replaced_by=newer)
    IndustryFactory(slug="old", retired=True, replaced_by=new)
    EntryFactory(slug="a", industries=["newer"])
    EntryFactory(slug="b", industries=["other"])

    assert [matching(f"industry={slug}") for slug in ("old", "new", "newer")] == [["a"]] * 3


def test_retired_term_without_replacement_still_means_itself():
    IndustryFactory(slug="old", retired=True)
    EntryFactory(slug="a", industries=["old"])
    EntryFactory(slug="b", industries=["other"])

    assert matching("industry=old") == ["a"]


def test_terms_that_replace_each_other_do_not_hang():
    first, second = IndustryFactory(slug="first", retired=True), IndustryFactory(slug="second", retired=True)
    Industry.objects.filter(pk=first.pk).update(replaced_by=second)
    Industry.objects.filter(pk=second.pk).update(replaced_by=first)
    EntryFactory(slug="a", industries=["second"])

    assert matching("industry=first") == ["a"]


# -- Place ------------------------------------------------------------------------------------------


def kilometres(here, there):
    """Distance on a sphere by the spherical law of cosines: another formula than the one under test."""
    (north, east), (other_north, other_east) = (map(math.radians, point) for point in (here, there))
    cosine = math.sin(north) * math.sin(other_north)
    cosine += math.cos(north) * math.cos(other_north) * math.cos(east - other_east)
    return 6371.0088 * math.acos(min(1, cosine))


def test_near_measures_as_an_independent_formula_does():
    here = (50.776, 6.084)
    points = [(50.0 + step / 7, 5.0 + (step * 5 % 11) / 3) for step in range(20)]
    for number, (latitude, longitude) in enumerate(points):
        EntryFactory(slug=f"e{number}", latitude=latitude, longitude=longitude)
    expected = {
        f"e{number}": distance
        for number, point in enumerate(points)
        if (distance := kilometres(here, point)) <= 120
    }

    found = {
        entry.slug: entry.distance for entry in EntryFilter(QueryDict("near=50.776,6.084&radius=120")).qs
    }

    assert 3 < len(expected) < 20
    assert found == pytest.approx(expected, abs=0.001)


def test_near_without_radius_reaches_25_kilometres():
    degree = 111.195  # kilometres of one degree of latitude on this sphere
    EntryFactory(slug="innen", latitude=51 + 24.9 / degree, longitude=7)
    EntryFactory(slug="aussen", latitude=51 + 25.1 / degree, longitude=7)

    assert matching("near=51,7") == ["innen"]


def test_near_leaves_out_entries_without_a_point():
    EntryFactory(slug="da", latitude=51, longitude=7)
    EntryFactory(slug="nirgends", without_place=True)

    assert matching("near=51,7&radius=500") == ["da"]


@pytest.mark.parametrize("point", ["90,0", "-90,180", "0,180", "0,0", "-51.5,-7.25", " 51 , 7 "])
def test_near_takes_every_point_of_the_globe(point):
    EntryFactory(latitude=51, longitude=7)

    query = EntryFilter(QueryDict(f"near={point}&radius=500"))

    assert (query.errors, len(query.qs) <= 1) == ({}, True)


def test_near_finds_over_the_antimeridian_nothing_but_its_side():
    EntryFactory(slug="nahe", latitude=0, longitude=179.99)
    EntryFactory(slug="gegenueber", latitude=0, longitude=0)

    assert matching("near=0,179.9&radius=50") == ["nahe"]


def test_radius_alone_is_an_error_of_radius():
    EntryFactory(slug="a")

    assert EntryFilter(QueryDict("radius=5")).errors.keys() == {"radius"}


@pytest.mark.parametrize(
    ("box", "slugs"),
    [
        ("6,50,8,52", ["a", "b"]),
        ("7,51,7,51", ["a"]),
        ("7,51,8,52", ["a", "b"]),
        ("7.1,51,8,52", ["b"]),
        ("-180,-90,180,90", ["a", "b"]),
        ("0,0,1,1", []),
    ],
)
def test_bbox_holds_its_edges(box, slugs):
    EntryFactory(slug="a", latitude=51, longitude=7)
    EntryFactory(slug="b", latitude=52, longitude=8)
    EntryFactory(slug="nirgends", without_place=True)

    assert matching(f"bbox={box}") == slugs


# -- Order ------------------------------------------------------------------------------------------


def changed(entry, day):
    Entry.objects.filter(pk=entry.pk).update(updated_at=f"2026-01-{day:02}T12:00Z")


def test_list_is_sorted_by_folded_name_and_then_by_number():
    for slug, name in [("z", "Zebra"), ("a2", "Äpfel"), ("a3", "apfel"), ("a1", "Apfel"), ("m", "mitte")]:
        EntryFactory(slug=slug, name=name)

    assert matching("") == matching("sort=name") == matching("sort=relevance") == ["a2", "a3", "a1", "m", "z"]


def test_sort_by_change_puts_the_newest_first_and_ties_by_name():
    for slug, day in [("b", 2), ("a", 2), ("alt", 1), ("neu", 3)]:
        changed(EntryFactory(slug=slug, name=slug), day)

    assert matching("sort=-updated") == ["neu", "a", "b", "alt"]


def test_sort_by_distance_is_usual_for_a_place_and_ties_go_by_name():
    for slug, latitude in [("fern", 51.2), ("b", 51.1), ("a", 51.1), ("nah", 51)]:
        EntryFactory(slug=slug, name=slug, latitude=latitude, longitude=7)

    assert matching("near=51,7") == matching("near=51,7&sort=distance") == ["nah", "a", "b", "fern"]
    assert matching("near=51,7&sort=name") == ["a", "b", "fern", "nah"]


def test_relevance_is_usual_for_a_text():
    EntryFactory(slug="text", name="Anfang", summary_de="Logistik")
    EntryFactory(slug="teil", name="Intralogistik")
    EntryFactory(slug="name", name="Logistik")

    assert matching("q=logistik") == matching("q=logistik&sort=relevance") == ["name", "teil", "text"]
    assert matching("q=logistik&near=50.93333,6.95") == ["name", "teil", "text"]
    assert matching("q=logistik&sort=name") == ["text", "teil", "name"]


# -- Pages ------------------------------------------------------------------------------------------


def test_pages_hold_every_entry_once():
    for number in range(7):
        EntryFactory(slug=f"e{number}", name="Gleich")

    pages = [EntryFilter(QueryDict(f"page={number}")).paginate(3) for number in (1, 2, 3)]

    assert [[entry.slug for entry in page] for page in pages] == [
        ["e0", "e1", "e2"],
        ["e3", "e4", "e5"],
        ["e6"],
    ]


def test_page_beyond_the_last_is_an_error_that_names_the_last():
    EntryFactory.create_batch(4)
    query = EntryFilter(QueryDict("page=3"))

    assert query.paginate(3) is None
    assert query.errors == {"page": ["Diese Seite gibt es nicht; die letzte ist Seite 2."]}


def test_first_page_of_no_entries_is_empty():
    assert list(EntryFilter(QueryDict("page=1")).paginate(3)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_entries(django_assert_num_queries, number):
    for _ in range(number):
        EntryFactory(industries=["a", "b"], focuses=["c"], organisation=EntryFactory())
    EntryFilter.index.current()
    query = EntryFilter(QueryDict("kind=company"))

    with django_assert_num_queries(4):  # data version, entries, industries, focuses
        page = query.paginate(24)
        terms = [(len(entry.industries.all()), len(entry.focuses.all())) for entry in page]

    assert sorted(terms) == [(0, 0)] * number + [(2, 1)] * number
