"""Small windows, large text, long words: nothing sticks out, everything can be hit."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import open_facet, overflow, settled, visit

SMALLEST = {"width": 320, "height": 256}  # 1280 by 1024 at 400 % (WCAG 1.4.10)
PAGES = [
    "/",
    "/en/",
    "/?q=aachen&kind=company",
    "/?q=xqzwvk",
    "/api/",
    "/zahlen/",
    "/barrierefreiheit/melden/",
    "/en/figures/?kind=company",
    "/aenderungen/",
    "/starthilfe/",
    "/en/getting-started/?stage=use-cases&industry=crafts&place=Hagen&minutes=20&cases=15&rate=50",
    "/angebote/",
    "/angebote/ai-design-sprint/",
    "/angebote/ki-forum-nrw/",
    "/publikationen/",
    "/foerderung/",
    "/foerderung/start-up-fokuszentren-nrw/",
    "/flagships/",
    "/flagships/smarthospital-nrw/",
    "/flagships/kidiha/",
    "/publikationen/ki-pruefkatalog/",
    "/veranstaltungen/",
    "/veranstaltungen/?view=month&month=2025-10",
    "/veranstaltungen/zukunft-handwerk-nrw/",
]
WRONG = ["/?kind=wrong", "/gibt-es-nicht/", "/zahlen/?kind=wrong"]
FRAMES = ["/embed/", "/embed/?list=0", "/einbetten/", "/drucken/?kind=product", "/?kiosk=1"]
OWN = "button, .button, summary, select, input[type=search], .pages a"
TARGETS = "a, button, summary, select, input"

MEASURE = """
([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.matches(".skip-link, .map-marker, :disabled"))
  .filter((one) => getComputedStyle(one).display !== "inline")
  .map((one) => [one.outerHTML.slice(0, 80), (one.closest("label") ?? one).getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && Math.min(width, height) < least - 0.5)
  .map(([name, { width, height }]) => `${name} ${Math.round(width)} x ${Math.round(height)}`)
"""


def too_small(page, selector, least):
    """Visible elements narrower or lower than `least` pixels. Links in running text may be (WCAG 2.5.8)."""
    return page.evaluate(MEASURE, [selector, least])


def open_entry(page, workshop, slug="lang"):
    page.goto(f"{workshop.address}/eintraege/{slug}/")
    expect(page.locator(".map-entry")).to_be_attached()


@pytest.fixture
def small(open_page):
    return open_page(viewport=SMALLEST)


def sticks_out(page):
    """By how many pixels the page is too wide at 320, and at 360."""
    found = []
    for size in (SMALLEST, PHONE):
        page.set_viewport_size(size)
        found.append(max(0, overflow(page)))
    return found


@pytest.mark.parametrize("address", [*PAGES, *FRAMES])
def test_no_page_scrolls_sideways(small, address):
    settled(small, address)

    assert sticks_out(small) == [0, 0]


@pytest.mark.parametrize("address", WRONG)
def test_no_page_of_an_error_scrolls_sideways(small, watch, address):
    watch.expect("status of 40")
    settled(small, address)

    assert sticks_out(small) == [0, 0]
    assert small.request.get(address).status // 100 == 4


@pytest.mark.parametrize("name", ["kind", "industry", "region"])
def test_open_panel_does_not_scroll_sideways_and_ends_on_the_page(small, name):
    visit(small)
    panel = open_facet(small, name)

    assert panel.bounding_box()["width"] >= 280
    assert sticks_out(small) == [0, 0]


def test_long_words_break_on_the_entry_page(small, workshop):
    open_entry(small, workshop)

    assert sticks_out(small) == [0, 0]


def test_long_words_break_in_the_list(small, workshop):
    small.goto(f"{workshop.address}/?q=Donaudampfschifffahrt")
    expect(small.locator(".card")).to_have_count(1)

    assert sticks_out(small) == [0, 0]


def test_long_search_breaks_in_chips(small):
    small.goto(f"/?q={'Donaudampfschifffahrt' * 9}")
    expect(small.locator(".chip").first).to_be_visible()

    assert sticks_out(small) == [0, 0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=aachen&kind=company",
        "/?q=xqzwvk",
        "/api/",
        "/zahlen/",
        "/aenderungen/",
        "/angebote/?q=workshop",
        "/angebote/ai-design-sprint/",
        "/foerderung/digitale-zukunft-ki/",
    ],
)
def test_own_buttons_are_44_pixels_and_all_targets_24(small, address):
    settled(small, address)

    assert [*too_small(small, OWN, 44), *too_small(small, TARGETS, 24)] == []


def test_targets_of_the_entry_page(small):
    small.goto("/?q=aachen&kind=research")
    small.locator(".card__name a").first.click()
    expect(small.locator(".map-entry")).to_be_attached()

    assert too_small(small, OWN, 44) == []
    assert too_small(small, TARGETS, 24) == []


def test_text_of_double_size_does_not_stick_out(page):
    visit(page)
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert overflow(page) <= 0
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert heading["x"] + heading["width"] <= 640
