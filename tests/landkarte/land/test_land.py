"""The land as the map's scripts fetch it."""

import gzip

import pytest
from django.conf import settings

from landkarte.land.sheets import DEGREE, shape_of
from landkarte.loading.reference import load_places, load_regions
from landkarte.loading.shapes import load_districts, load_municipalities, load_rivers
from landkarte.models import Place, Region
from tests.factories import DistrictFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

WHOLE, CLOSER = "/karte/land.json", "/karte/gemeinden.json"
SQUARE = {"type": "Polygon", "coordinates": [[[6, 51], [6.1, 51], [6.1, 51.2], [6, 51]]]}


def test_land_holds_districts_rivers_and_towns_in_steps_of_a_degree(client):
    DistrictFactory(ags="05334", name="Aachen", outline=SQUARE)
    MunicipalityFactory(ags="05334002", name="Aachen", latitude=50.776, longitude=6.084, population=249_070)
    MunicipalityFactory(ags="05334004", name="Alsdorf", latitude=50.87, longitude=6.16, population=None)

    body = client.get(WHOLE).json()

    assert body["districts"] == {
        "ags": ["05334"],
        "name": ["Aachen"],
        "rings": [[[0]]],
        "lines": [[60000, 510000, 1000, 0, 0, 2000, -1000, -2000]],
    }
    assert body["towns"] == {
        "ags": ["05334002", "05334004"],
        "name": ["Aachen", "Alsdorf"],
        "population": [249_100, 0],
        "x": [60840, 61600],
        "y": [507760, 508700],
    }
    assert (body["degree"], body["rivers"]) == (DEGREE, {"name": [], "lines": []})


def test_outlines_of_municipalities_come_apart(client):
    MunicipalityFactory(ags="05334002", outline=SQUARE)
    MunicipalityFactory(ags="05334004", outline=None)
    Place.objects.create(name="Brand", latitude=50.75, longitude=6.16, population=17_000)

    body = client.get(CLOSER).json()

    assert body["municipalities"]["ags"] == ["05334002"]
    assert body["municipalities"]["rings"] == [[[0]]]
    assert body["places"] == {"name": ["Brand"], "population": [17_000], "x": [61600], "y": [507500]}


@pytest.mark.parametrize("address", [WHOLE, CLOSER])
def test_land_is_kept_by_browsers_and_not_sent_twice(client, address):
    MunicipalityFactory(outline=SQUARE)
    response = client.get(address)

    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    Region.objects.municipalities().update(
        outline=SQUARE | {"coordinates": [[[6, 51], [7, 51], [7, 52], [6, 51]]]}, latitude=51
    )
    moved = client.get(address, headers={"If-None-Match": response["ETag"]})

    assert (again.status_code, again.content, moved.status_code) == (304, b"", 200)
    assert response["Cache-Control"] == "public, max-age=3600"


def test_the_land_is_less_than_60_kilobytes(client):
    data = settings.BASE_DIR / "data"
    load_regions(data / "regions.csv")
    load_places(data / "places.csv")
    for load in (load_districts, load_municipalities, load_rivers):
        load(data / f"{load.__name__.removeprefix('load_')}.geojson")

    first, second = (len(gzip.compress(client.get(address).content)) for address in (WHOLE, CLOSER))

    assert first < 25_000
    assert first + second < 60_000


def test_shape_of_one_town_leaves_out_what_is_too_small(client):
    speck = [[7, 52], [7.00001, 52], [7, 52.00001], [7, 52]]
    outline = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], [speck]]}

    assert shape_of(outline) == {
        "degree": DEGREE,
        "rings": [[60000, 510000, 1000, 0, 0, 2000, -1000, -2000]],
    }
