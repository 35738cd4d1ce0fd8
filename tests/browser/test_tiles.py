"""The background: tiles through our own origin, and the vector sheet that is there without them."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import land, markers, visit

CREDIT = "© Testkacheln"


@pytest.fixture
def asked(page):
    """Addresses of the tiles that the page asks for."""
    found = []
    page.on("request", lambda request: found.append(request.url) if "/kacheln/" in request.url else None)
    return found


def test_tiles_come_from_our_own_origin(page, portal, tiles, asked):
    visit(page, "/?view=12/50.9400/6.9600")

    expect(page.locator("img.leaflet-tile-loaded")).not_to_have_count(0)
    assert {url.rpartition("/kacheln/")[0] for url in asked} == {portal.address}
    assert tiles.asked != []
    expect(page.locator(".map-sources__line")).to_contain_text(CREDIT)


@pytest.mark.parametrize(
    ("address", "line"), [("/", ".map-sources__line"), ("/embed/", "footer"), ("/drucken/", ".paper > .note")]
)
def test_whole_land_has_no_tiles_and_no_credit_of_theirs(page, asked, address, line):
    visit(page, address)

    expect(land(page)).to_be_attached()
    expect(page.locator(line).last).to_contain_text("Leaflet")
    expect(page.locator(line).last).not_to_contain_text(CREDIT)
    assert asked == []


def test_credit_of_the_tiles_comes_and_goes_with_them(page, asked):
    line = page.locator(".map-sources__line")
    visit(page, "/?view=10/51.2277/6.7735")
    expect(line).not_to_contain_text(CREDIT)

    page.get_by_role("button", name="Näher heran").click()
    expect(line).to_contain_text(CREDIT)
    expect(page.locator("img.leaflet-tile-loaded")).not_to_have_count(0)
    assert {url.split("/")[-3] for url in asked} == {"11"}

    page.get_by_role("button", name="Weiter weg").click()
    expect(line).not_to_contain_text(CREDIT)
    expect(page.locator("img.leaflet-tile")).to_have_count(0)


@pytest.mark.parametrize(
    "address", ["/embed/?view=12/51.2277/6.7735", "/drucken/?near=51.2277,6.7735&radius=2"]
)
def test_frame_and_paper_name_the_tiles_that_they_show(page, asked, address):
    visit(page, address)

    expect(page.locator("[data-tile-credit]")).to_have_text(f"{CREDIT} · ")
    expect(page.locator("img.leaflet-tile-loaded")).not_to_have_count(0)


def test_from_afar_no_municipalities_are_asked_for(page):
    with_them = []
    page.on("request", lambda request: with_them.append(request.url) if "gemeinden" in request.url else None)
    visit(page)

    expect(land(page)).to_be_attached()
    assert with_them == []


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
