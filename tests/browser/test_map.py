"""The map by mouse and by keyboard: clusters, markers, buttons, where the focus goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.mouse import tick
from tests.browser.pages import drawn, focused, markers, until, visit

ZOOM_IN, ZOOM_OUT = "Näher heran", "Weiter weg"


def centre(page, marker):
    """Where a marker lies in the window: the canvas takes the click, its button lets it through."""
    box = marker.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def marker(page, pattern):
    return page.get_by_role("button", name=re.compile(pattern))


@pytest.fixture
def calm(open_page):
    """A page whose map moves at once, so that a second press is not lost in an animation."""
    return open_page(reduced_motion="reduce")


def tab_stops_of_the_map(page):
    """Presses Tab from the map's start until the focus has left the map; what had it on the way."""
    page.locator("#karte > .skip-link").focus()
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate("document.querySelector('#map').contains(document.activeElement)"):
            return stops
        stops.append(focused(page))
    return stops


def test_click_on_a_cluster_zooms_to_its_entries(page):
    visit(page)
    cluster = marker(page, r"^\d+ Einträge (bei|in) Köln")
    before = cluster.count()

    page.mouse.click(*centre(page, cluster))

    expect(marker(page, r"^\d+ Einträge (bei|in) Münster")).to_have_count(0)
    expect(markers(page).first).to_be_attached()
    assert before == 1
    expect(page.locator(".leaflet-popup")).to_have_count(0)


def test_markers_are_one_tab_stop_and_page_keys_move_in_reading_order(page):
    visit(page)
    expect(page.locator(".map-marker[tabindex='0']")).to_have_count(1)
    first, second = markers(page).nth(0), markers(page).nth(1)

    first.focus()
    page.keyboard.press("PageDown")
    expect(second).to_be_focused()
    page.keyboard.press("PageUp")
    expect(first).to_be_focused()
    page.keyboard.press("End")
    expect(markers(page).last).to_be_focused()
    page.keyboard.press("Home")
    expect(first).to_be_focused()


@pytest.mark.parametrize(
    ("key", "axis", "sign"),
    [("ArrowRight", "x", 1), ("ArrowLeft", "x", -1), ("ArrowDown", "y", 1), ("ArrowUp", "y", -1)],
)
def test_arrow_keys_go_where_they_point(page, key, axis, sign):
    visit(page)
    start = marker(page, r"^\d+ Einträge (bei|in) Köln")
    start.focus()
    before = start.bounding_box()

    page.keyboard.press(key)

    after = page.locator(".map-marker:focus").bounding_box()
    assert sign * (after[axis] - before[axis]) > 0


def test_moving_over_the_map_draws_nothing_anew(page):
    visit(page)
    spot = marker(page, r"^\d+ Einträge (bei|in) Köln")
    page.evaluate("""() => {
      const { prototype } = CanvasRenderingContext2D;
      const { clearRect } = prototype;
      window.cleared = 0;
      prototype.clearRect = function (...box) { window.cleared += 1; clearRect.apply(this, box); };
    }""")

    page.mouse.move(*centre(page, spot))
    expect(page.locator(".map-halo")).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(".map-halo")).to_be_hidden()

    assert page.evaluate("window.cleared") == 0


def test_map_stands_still_only_when_it_shows_what_was_asked(page):
    visit(page)
    held = []
    page.route(re.compile("/api/v1/map/.*kind=product"), lambda route: held.append(route))
    page.locator("[data-facet-panel=kind] > summary").click()
    tick(page.locator("input[name=kind][value=product]"))
    expect(page.locator(".chip__label")).to_have_text(["Produkt"])
    expect(page.locator("#map")).not_to_have_attribute("data-still", "")

    until(page, lambda: held)
    held[0].continue_()

    assert drawn(page) == len(page.request.get("/api/v1/map/?kind=product").json()["points"]["id"])


def test_calm_map_zooms_without_any_animation(calm):
    page = visit(calm)
    before = drawn(page)
    page.evaluate("""() => {
      window.animated = 0;
      Element.prototype.animate = function () { window.animated += 1; throw new Error("animated"); };
    }""")

    page.get_by_role("button", name=ZOOM_IN).click()
    expect(page.locator(".map-in-view")).to_be_visible()

    assert drawn(page) < before
    assert page.evaluate("window.animated") == 0


def test_map_has_few_tab_stops_and_lets_go(page):
    visit(page)

    stops = tab_stops_of_the_map(page)

    assert 5 < len(stops) <= 20
    assert len([stop for stop in stops if "map-marker" in stop]) == 1


def test_skip_link_leads_past_the_map(page):
    visit(page)
    skip = page.get_by_role("link", name="Karte überspringen")
    skip.focus()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('#map').contains(document.activeElement)") is False
    assert page.evaluate("document.querySelector('footer').contains(document.activeElement)") is True


def test_enter_on_a_cluster_zooms_and_the_focus_stays_on_the_map(page):
    visit(page)
    marker(page, r"^\d+ Einträge (bei|in) Köln").focus()

    page.keyboard.press("Enter")

    expect(marker(page, r"^\d+ Einträge (bei|in) Münster")).to_have_count(0)
    expect(page.locator(".map-marker:focus")).to_have_count(1)


def test_zoom_buttons_zoom_and_stop_at_the_ends(calm):
    page = visit(calm)
    zoom_in = page.get_by_role("button", name=ZOOM_IN)
    zoom_out = page.get_by_role("button", name=ZOOM_OUT)

    zoom_in.click()
    expect(markers(page).first).to_be_attached()
    expect(zoom_out).to_have_attribute("aria-disabled", "false")
    for _ in range(4):
        zoom_out.press("Enter")

    expect(zoom_out).to_have_attribute("aria-disabled", "true")
    expect(zoom_out).to_be_focused()


def test_pan_buttons_move_the_map_and_fit_brings_all_back(calm):
    page = visit(calm)
    everything = drawn(page)

    page.get_by_role("button", name=ZOOM_IN).click()
    page.get_by_role("button", name="Nach Osten").click()
    expect(marker(page, "(bei|in) Aachen")).to_have_count(0)
    page.get_by_role("button", name=ZOOM_IN).click()
    page.get_by_role("button", name="Alle Treffer zeigen").click()

    expect(marker(page, "(bei|in) Aachen")).to_have_count(1)
    expect(marker(page, "(bei|in) Bielefeld")).to_have_count(1)
    assert drawn(page) == everything


def test_card_and_marker_are_marked_together(page):
    visit(page, "/?q=aachen&kind=initiative")
    card = page.locator("#results .card").first
    spot = markers(page).first

    page.mouse.move(*centre(page, spot))

    expect(page.locator(".card.is-highlighted")).not_to_have_count(0)
    page.mouse.move(5, 5)
    expect(page.locator(".card.is-highlighted")).to_have_count(0)
    expect(card).to_be_visible()


def test_wheel_scrolls_the_page_and_says_how_to_zoom(page):
    visit(page)
    page.mouse.move(800, 400)

    page.mouse.wheel(0, 300)

    expect(page.locator(".map-hint--shown")).to_have_text("Zum Zoomen Strg gedrückt halten")
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()


def test_phone_reaches_the_map_and_comes_back_to_the_list(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    visit(page)

    page.get_by_role("link", name="Zur Karte").click()
    expect(page.locator("#map")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("link", name="Zur Liste").click()

    expect(page.locator("#results h2")).to_be_in_viewport()


def test_phone_shows_the_way_to_the_map_only_beside_the_list(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    visit(page)
    expect(page.locator(".to-map")).to_be_in_viewport(ratio=1)

    page.locator("#map").scroll_into_view_if_needed()
    page.locator(".site-footer").scroll_into_view_if_needed()

    expect(page.locator(".to-list")).to_be_in_viewport()
    expect(page.locator(".to-map")).not_to_be_in_viewport()
