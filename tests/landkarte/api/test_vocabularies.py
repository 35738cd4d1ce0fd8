"""The words and regions that the query's parameters take."""

import pytest

from landkarte import credits
from landkarte.models import Region
from tests.factories import DistrictFactory, FocusFactory, IndustryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

OUTLINE = {"type": "Polygon", "coordinates": [[[6, 50], [7, 50], [7, 51], [6, 50]]]}


@pytest.mark.parametrize(("factory", "address"), [(IndustryFactory, "industries"), (FocusFactory, "focuses")])
def test_terms_come_in_their_order_with_what_replaced_them(client, factory, address):
    new = factory(slug="new", name_de="Neu", name_en="New", definition_de="Sinn", position=2)
    factory(slug="old", name_de="Alt", name_en="Old", position=1, retired=True, replaced_by=new)

    body = client.get(f"/api/v1/{address}/", headers={"Accept-Language": "en"}).json()

    assert body == [
        {
            "slug": "old",
            "name": "Old",
            "name_de": "Alt",
            "name_en": "Old",
            "definition_de": "",
            "definition_en": "",
            "retired": True,
            "replaced_by": "new",
        },
        {
            "slug": "new",
            "name": "New",
            "name_de": "Neu",
            "name_en": "New",
            "definition_de": "Sinn",
            "definition_en": "",
            "retired": False,
            "replaced_by": None,
        },
    ]


def test_regions_of_every_level_come_with_their_parents(client):
    MunicipalityFactory()

    body = client.get("/api/v1/regions/").json()

    assert [(region["ags"], region["level"], region["parent"]) for region in body] == [
        ("05", "state", None),
        ("053", "government_region", "05"),
        ("05315", "district", "053"),
        ("05315000", "municipality", "05315"),
    ]
    assert body[-1] == {
        "ags": "05315000",
        "level": "municipality",
        "name": "Köln",
        "kind": "",
        "parent": "05315",
        "latitude": 50.93333,
        "longitude": 6.95,
    }


def test_background_holds_districts_as_areas_and_municipalities_as_points(client):
    MunicipalityFactory(population=1_000_000, parent=DistrictFactory(outline=OUTLINE))
    MunicipalityFactory(ags="05315999", name="Ohne Punkt", latitude=None, longitude=None)
    DistrictFactory(ags="05316", name="Ohne Umriss")

    body = client.get("/api/v1/regions.geojson").json()

    assert body == {
        "type": "FeatureCollection",
        "attribution": credits.of_maps(),
        "features": [
            {
                "type": "Feature",
                "geometry": OUTLINE,
                "properties": {"ags": "05315", "name": "Köln", "level": "district"},
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [6.95, 50.93333]},
                "properties": {
                    "ags": "05315000",
                    "name": "Köln",
                    "level": "municipality",
                    "population": 1_000_000,
                },
            },
        ],
    }


def test_municipality_with_outline_and_no_point_is_no_broken_point(client):
    MunicipalityFactory(latitude=None, longitude=None, outline=OUTLINE)
    DistrictFactory(ags="05316", latitude=51, longitude=7, outline=None)

    assert client.get("/api/v1/regions.geojson").json()["features"] == []


@pytest.mark.parametrize("address", ["industries", "focuses", "regions", "regions.geojson"])
def test_list_takes_two_queries_for_any_number_of_rows(client, django_assert_num_queries, address):
    slash = "" if "." in address else "/"
    queries = 3 if address == "regions.geojson" else 2  # the data version, and each level of regions
    MunicipalityFactory(parent=DistrictFactory(outline=OUTLINE))
    IndustryFactory.create_batch(3)
    FocusFactory.create_batch(3)
    Region.objects.filter(level="district").update(kind="Stadt")

    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{address}{slash}")
