"""Where the map looks: in the address, back from it, narrowed to it, and over the whole screen."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import drawn, focused, heading, markers, names, ready, until, visit
from tests.browser.test_accessibility import violations
from tests.real_files import number_of_rows

ENTRIES = number_of_rows("entries.csv")

ALL, WHOLE, PART = "Alle Treffer zeigen", "Vollbild", "Nur diesen Ausschnitt auflisten"
NO_FULL_SCREEN = "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false })"
LOW = {"width": 320, "height": 256}
SETTINGS = [
    pytest.param({"viewport": DESK}, id="desk"),
    pytest.param({"viewport": PHONE, "has_touch": True}, id="phone"),
]
OVERLAPS = """() => {
  const parts = ".map-zoom, .map-tools, .map-pan .map-button, .map-in-view, .map-legend, .map-sources__line";
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
  const shown = [...document.querySelectorAll(parts)].filter(isShown);
  const boxes = shown.map((one) => [one.className, one.getBoundingClientRect()]);
  const crosses = (from, to) => from[0] < to[1] - 1 && to[0] < from[1] - 1;
  const over = (one, other) =>
    crosses([one.left, one.right], [other.left, other.right]) &&
    crosses([one.top, one.bottom], [other.top, other.bottom]);
  return boxes.flatMap(([name, box], at) =>
    boxes.slice(at + 1).filter(([, other]) => over(box, other)).map(([other]) => `${name} over ${other}`));
}"""


@pytest.fixture(params=SETTINGS)
def any_page(request, open_page):
    return open_page(**request.param)


@pytest.fixture
def calm(open_page):
    return open_page(reduced_motion="reduce")


def parameter(page, name):
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def sheet(page):
    """The size of what is drawn: it follows the window's."""
    return page.locator("#map canvas").first.evaluate("(one) => [one.width, one.height]")


# -- In the address --------------------------------------------------------------------------------------


def test_view_of_the_address_is_shown_and_kept(page):
    visit(page, "/?view=13/50.7760/6.0840")

    expect(markers(page).first).to_have_attribute("aria-label", re.compile("Aachen"))
    assert {re.split(" (?:bei|in) ", name)[1].split(" (")[0] for name in names(page)} == {"Aachen"}
    assert parameter(page, "view") == "13/50.7760/6.0840"


def test_nonsense_shows_everything(page):
    visit(page)
    everything = names(page)

    for view in ("13/0/0", "99/50.7760/6.0840", "13/NaN/6", "x", "13/50.7760"):
        visit(page, f"/?view={view}")

        assert names(page) == everything, view


def test_every_way_to_move_is_in_the_address_and_comes_back(calm):
    page = visit(calm)
    seen = [None]

    def moved():
        until(page, lambda: parameter(page, "view") != seen[-1])
        seen.append(parameter(ready(page), "view"))

    button(page, "Näher heran").click()
    moved()
    button(page, "Nach Norden").click()
    moved()
    page.locator("#map").focus()
    page.keyboard.press("ArrowLeft")
    moved()
    page.mouse.move(800, 400)
    page.mouse.down()
    page.mouse.move(700, 350, steps=5)
    page.mouse.up()
    moved()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    moved()
    shown = names(page)
    visit(page, f"/?view={seen[-1]}")

    assert len(set(seen)) == len(seen)
    assert sorted(names(page)) == sorted(shown)


def test_page_that_nobody_moved_has_no_view_in_its_address(page):
    visit(page, "/?kind=product")
    before = sheet(page)
    page.set_viewport_size({"width": 1000, "height": 700})
    until(page, lambda: sheet(page) != before)
    ready(page)  # a move would be told by now

    assert parameter(page, "view") is None


def test_fit_brings_back_all_that_the_server_summed(open_page, workshop):
    page = visit(open_page(base_url=workshop.address, reduced_motion="reduce"), "/?region=05")
    button(page, ALL).click()
    expect(button(page, PART)).to_be_hidden()
    everything = drawn(page)
    button(page, "Näher heran").click()
    expect(button(page, PART)).to_be_visible()
    assert drawn(page) < everything

    button(page, ALL).click()

    expect(button(page, PART)).to_be_hidden()
    assert drawn(page) == everything


# -- Listing what is in view -----------------------------------------------------------------------------


def test_list_can_be_narrowed_to_what_is_in_view(any_page):
    visit(any_page, "/?view=12/50.7760/6.0840")
    number = drawn(any_page)
    assert 0 < number < ENTRIES

    button(any_page, PART).press("Enter")

    expect(any_page).to_have_url(re.compile("bbox=[0-9.]+,[0-9.]+,[0-9.]+,[0-9.]+"))
    box = parameter(any_page, "bbox")
    assert re.fullmatch(r"(\d+\.\d{5},){3}\d+\.\d{5}", box)
    count = any_page.request.get(f"/api/v1/entries/?bbox={box}").json()["count"]
    expect(heading(any_page)).to_have_text(f"{count} Treffer")
    assert count >= number  # an entry at the very edge has no marker
    assert "body" not in focused(any_page)


def test_button_to_narrow_is_there_only_where_it_says_something(calm):
    page = visit(calm)
    expect(button(page, PART)).to_be_hidden()

    button(page, "Näher heran").click()
    expect(button(page, PART)).to_be_visible()
    button(page, ALL).click()

    expect(button(page, PART)).to_be_hidden()


# -- The whole screen ------------------------------------------------------------------------------------


def test_full_screen_keeps_the_focus_and_opens_popups(page):
    visit(page, "/?view=15/50.7760/6.0840&kind=research")
    button(page, WHOLE).press("Enter")

    expect(button(page, "Vollbild beenden")).to_be_focused()
    assert page.evaluate("document.fullscreenElement.id") == "karte"
    expect(page.locator("#map")).to_have_css("height", f"{DESK['height']}px")
    ready(page).locator(".map-marker[tabindex='0']").focus()
    for _ in range(5):
        page.keyboard.press("Enter")
        ready(page)
        if page.get_by_role("dialog").count():
            break
    expect(page.get_by_role("dialog")).to_be_visible()
    button(page, "Vollbild beenden").press("Enter")
    expect(button(page, WHOLE)).to_be_focused()
    assert page.evaluate("document.fullscreenElement") is None


def test_map_fills_the_window_where_there_is_no_full_screen(any_page):
    any_page.add_init_script(NO_FULL_SCREEN)
    visit(any_page)
    size = any_page.viewport_size

    button(any_page, WHOLE).press("Enter")

    expect(button(any_page, "Vollbild beenden")).to_be_focused()
    box = any_page.locator("#map").bounding_box()
    assert (box["x"], box["y"]) == (0, 0)
    assert (box["width"], box["height"]) == (size["width"], size["height"])
    assert violations(any_page) == []
    for _ in range(25):
        any_page.keyboard.press("Tab")
        assert any_page.evaluate("document.activeElement.matches('body, #karte *')")
    assert any_page.evaluate("document.querySelector('.site-header').inert") is True
    any_page.locator(".map-marker[tabindex='0']").focus()
    any_page.keyboard.press("Escape")
    expect(button(any_page, WHOLE)).to_be_visible()
    assert any_page.evaluate("document.querySelector('.site-header').inert") is False


# -- Small windows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/?view=10/51.2200/6.8000", "/?layer=districts"])
def test_nothing_on_the_map_lies_over_something_else(page, address):
    for size in (DESK, PHONE, LOW, {"width": 740, "height": 360}):
        page.set_viewport_size(size)
        visit(page, address)
        page.locator("#map").evaluate("one => one.scrollIntoView()")
        expect(page.locator(".map-in-view:visible, .map--districts")).to_have_count(1)

        assert page.evaluate(OVERLAPS) == [], size
        for name in ("Nach Norden", "Nach Osten", ALL, WHOLE, "Näher heran"):
            button(page, name).click(trial=True)  # nothing lies over it
