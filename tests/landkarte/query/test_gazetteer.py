"""Places by name, and names by place."""

import pytest

from landkarte.geometry import Point
from landkarte.models import Place, Region
from landkarte.query import gazetteer
from tests.factories import DistrictFactory, MunicipalityFactory
from tests.landkarte.places import add_places

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def places():
    add_places()


def found(text, **arguments):
    return [(spot.label, spot.note, spot.ags) for spot in gazetteer.find(text, **arguments)]


def test_kreisfreie_stadt_is_found_once_with_the_point_of_its_municipality():
    assert gazetteer.find("köln")[0] == gazetteer.Spot(
        "Köln", "kreisfreie Stadt", "05315", Point(50.93333, 6.95)
    )
    assert found("koeln") == [("Köln", "kreisfreie Stadt", "05315"), ("Regierungsbezirk Köln", "", "053")]


def test_municipality_names_its_district():
    assert found("KERP") == [("Kerpen", "Rhein-Erft-Kreis", "05362032")]


def test_part_of_a_town_names_the_town_and_has_no_key():
    assert found("deutz") == [("Deutz", "Ortsteil bei Köln", "")]


def test_district_has_no_point():
    (spot,) = gazetteer.find("erft kreis")

    assert (spot.label, spot.ags, spot.point) == ("Rhein-Erft-Kreis", "05362", None)


def test_district_with_the_name_of_a_town_is_called_kreis():
    kleve = DistrictFactory(ags="05154", name="Kleve", kind="Kreis")
    MunicipalityFactory(ags="05154036", name="Kleve", parent=kleve)

    assert found("kleve") == [
        ("Kleve", "Kreis Kleve", "05154036"),
        ("Kreis Kleve", "Regierungsbezirk Köln", "05154"),
    ]
    assert found("kreis kleve") == [("Kreis Kleve", "Regierungsbezirk Köln", "05154")]


@pytest.mark.parametrize("text", ["", " ", "%", "öln", "nordrhein", "kerpen köln", "\x00", "x" * 5000])
def test_nothing_is_found_for_what_no_name_begins_with(text):
    assert found(text) == []


def test_equal_names_come_first_then_those_that_begin_so_then_larger_places():
    for name, population in [("Neu-Deutz", 9), ("Deutzen", 5), ("Deutzer Feld", 7)]:
        Place.objects.create(name=name, population=population, latitude=51, longitude=7)

    assert [label for label, *_ in found("deutz")] == ["Deutz", "Deutzer Feld", "Deutzen", "Neu-Deutz"]
    assert [label for label, *_ in found("deutz", most=1)] == ["Deutz"]


@pytest.mark.parametrize(
    ("point", "name"),
    [
        (Point(50.9334, 6.951), "Köln"),
        (Point(50.938, 6.976), "Deutz"),
        (Point(50.86, 6.69), "Kerpen"),
        (Point(52.5, 13.4), ""),
    ],
)
def test_nearest_name(point, name):
    assert gazetteer.nearest(point) == name


def test_finding_asks_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        gazetteer.find("k")


def test_region_is_a_spot_of_its_own_name():
    spots = [gazetteer.spot_of(Region.objects.get(ags=key)) for key in ("05315", "05362")]

    assert [(spot.label, spot.ags) for spot in spots] == [("Köln", "05315"), ("Rhein-Erft-Kreis", "05362")]
    assert [spot.point for spot in spots] == [Point(50.93333, 6.95), None]


def test_point_is_a_spot_named_after_what_is_nearest():
    assert gazetteer.spot_at(Point(50.937, 6.976)) == gazetteer.Spot("Deutz", "", "", Point(50.937, 6.976))
    assert gazetteer.spot_at(Point(40, 4)) is None


def test_municipality_at_a_point_is_the_nearest_one():
    points = Point(50.937, 6.975), Point(50.9, 6.75)

    assert [gazetteer.municipality_at(point) for point in points] == ["05315000", "05362032"]


def test_middle_of_a_region_lies_amid_its_municipalities():
    MunicipalityFactory(ags="05362012", name="Brühl", parent_id="05362", latitude=50.83, longitude=6.9)

    assert gazetteer.middle_of("05362") == pytest.approx(Point(50.85, 6.8))
    assert gazetteer.middle_of("05999") is None
