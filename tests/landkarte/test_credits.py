"""The lines that the licences of the map's data ask for stand wherever the data is shown."""

import pytest

from landkarte import credits
from tests.factories import DistrictFactory, EntryFactory, FlagshipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SQUARE = [[6.9, 50.9], [7.0, 50.9], [7.0, 51.0], [6.9, 51.0], [6.9, 50.9]]
WITH_A_MAP = ["/", "/en/", "/?kiosk=1", "/eintraege/alpha/", "/flagships/", "/embed/", "/drucken/"]


@pytest.fixture
def rows():
    DistrictFactory(outline={"type": "Polygon", "coordinates": [SQUARE]})
    FlagshipFactory(entry=EntryFactory(slug="alpha"))


@pytest.mark.parametrize("address", WITH_A_MAP)
def test_map_names_the_source_of_its_shapes(client, rows, address):
    body = client.get(address).content.decode()

    (attribution,) = {part.partition('"')[0] for part in body.split('data-attribution="')[1:]}
    assert attribution.endswith(credits.SHAPES)
    assert "GeoNames, CC BY 4.0" in attribution


@pytest.mark.parametrize("address", ["/embed/", "/drucken/", "/zahlen/"])
def test_page_says_the_source_without_a_script_too(client, rows, address):
    visible = client.get(address).content.decode().replace(f'data-attribution="{credits.of_maps()}"', "")

    assert credits.SHAPES in visible


def test_drawing_of_the_districts_names_its_source_on_an_exhibit(client, rows):
    assert credits.SHAPES in client.get("/zahlen/?kiosk=1").content.decode()


def test_licence_line_is_word_for_word():
    assert credits.SHAPES == "© GeoBasis-DE / BKG (2021), dl-de/by-2-0, Daten verändert"
