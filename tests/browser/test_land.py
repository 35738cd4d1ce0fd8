"""The land under the entries: it fills the map, its names stand still, and from near there is more of it."""

import re

import pytest
from playwright.sync_api import expect

from landkarte.query.cells import TILE_PIXELS, mercator
from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import close_suggestions, land, names, ready, visit

LARGE = {"width": 1920, "height": 1080}
NORTH, SOUTH, WEST, EAST = 52.54, 50.32, 5.86, 9.47
RECORD = """() => {
  const { prototype } = CanvasRenderingContext2D;
  const { fillText } = prototype;
  window.written = {};
  prototype.fillText = function (text, x, y) {
    if (this.canvas.closest(".leaflet-labels-pane")) window.written[text] = [x, y];
    fillText.call(this, text, x, y);
  };
}"""


def written(page):
    """Name -> where it was written last, in pixels of the world."""
    return page.evaluate("window.written")


@pytest.mark.parametrize("viewport", [DESK, LARGE, PHONE], ids=["desk", "large", "phone"])
def test_first_view_is_filled_by_the_land(open_page, viewport):
    page = open_page(viewport=viewport, reduced_motion="reduce")
    visit(page)
    page.get_by_role("button", name="Nach Osten").press("Enter")
    expect(page).to_have_url(re.compile(r"view=[\d.]+/"))
    side = TILE_PIXELS * 2 ** float(re.search(r"view=([\d.]+)/", page.url)[1])
    (left, top), (right, bottom) = mercator(NORTH, WEST), mercator(SOUTH, EAST)
    box = page.locator("#map").bounding_box()

    shares = (right - left) * side / box["width"], (bottom - top) * side / box["height"]

    assert 0.88 < max(shares) <= 1


def test_names_stand_at_one_spot_whatever_is_asked(open_page):
    page = open_page(reduced_motion="reduce")
    page.add_init_script(f"({RECORD})()")
    visit(page)
    before = written(page)

    page.evaluate("window.written = {}")
    page.locator("#q").fill("roboter")
    close_suggestions(page)
    ready(page)
    expect(page.locator("#results h2")).not_to_contain_text("776")
    after = written(page)

    both = before.keys() & after.keys()
    assert len(both) >= 12
    assert {name: after[name] for name in both} == {name: before[name] for name in both}


def test_rings_are_named_after_the_town_that_most_of_theirs_are_in(page):
    visit(page)
    expect(land(page)).to_be_attached()
    rings = names(page)

    assert [ring for ring in rings if re.search("(bei|in) Düsseldorf", ring)]
    assert [ring for ring in rings if "Ratingen" in ring] == []
    assert [ring for ring in rings if not re.search(" (bei|in) [A-ZÄÖÜ]", ring)] == []


def test_pointing_at_a_ring_says_its_name(page):
    visit(page)
    ring = page.get_by_role("button", name=re.compile("(bei|in) Aachen"))
    box = ring.bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(page.locator(".map-tip")).to_have_text(ring.get_attribute("aria-label"))


def test_municipalities_come_when_they_show_and_once(open_page, workshop):
    page = open_page(base_url=workshop.address, reduced_motion="reduce")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, "/?view=9/51.4500/7.0100")
    far = [url for url in asked if "gemeinden.json" in url]

    for _ in range(3):
        page.get_by_role("button", name="Näher heran").press("Enter")
        ready(page)

    expect(page.locator("[data-municipalities='396']").first).to_be_attached()
    assert (far, len([url for url in asked if "gemeinden.json" in url])) == ([], 1)


def test_tiles_are_credited_where_they_show_and_the_land_always(page):
    visit(page)
    line = page.locator(".map-sources__line")
    expect(line).to_contain_text("© GeoBasis-DE / BKG (2021), dl-de/by-2-0, Daten verändert")
    expect(line).to_contain_text("Ortskoordinaten: GeoNames, CC BY 4.0")
    expect(line).not_to_contain_text("Testkacheln")

    visit(page, "/?view=12/50.9400/6.9600")

    expect(line).to_contain_text("© Testkacheln")
    expect(line).to_contain_text("© GeoBasis-DE")
