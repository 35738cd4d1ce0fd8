"""The background: tiles through our own origin, and the vector sheet that is there without them."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import land, markers, visit


def test_tiles_come_from_our_own_origin(page, portal, tiles):
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.resource_type == "image" else None
    )
    visit(page, "/?view=12/50.9400/6.9600")

    expect(page.locator("img.leaflet-tile-loaded")).not_to_have_count(0)
    of_tiles = [url for url in asked if "/kacheln/" in url]
    assert of_tiles != []
    assert {url.rpartition("/kacheln/")[0] for url in of_tiles} == {portal.address}
    assert tiles.asked != []
    expect(page.locator(".map-sources__line")).to_contain_text("© Testkacheln")


def test_from_afar_the_land_needs_no_tiles(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page)

    expect(land(page)).to_be_attached()
    assert [url for url in asked if "/kacheln/" in url or "/gemeinden.json" in url] == []


def test_vector_background_lies_under_the_tiles(page):
    visit(page)

    expect(land(page)).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_tile_source_the_sheet_remains_and_nobody_complains(open_page, workshop, scheme):
    page = open_page(base_url=workshop.address, color_scheme=scheme)
    visit(page)

    expect(land(page)).to_be_attached()
    expect(markers(page)).not_to_have_count(0)
    expect(page.locator("#map").get_by_role("alert")).to_have_count(0)


def test_small_map_of_an_entry_has_its_sheet_and_shape(page):
    page.goto("/?kind=research")
    page.locator(".card__name a").first.click()

    expect(page.locator(".entry__place .map-entry polygon")).to_have_count(1)
    expect(land(page)).to_be_attached()
    assert urlsplit(page.url).path.startswith("/eintraege/")
