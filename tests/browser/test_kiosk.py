"""The exhibit: nothing leaves it, and it starts again when nobody is there. The clock is the test's."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import crowded_spot, open_facet, settled, visit
from tests.browser.test_accessibility import any_page, violations  # noqa: F401 (a fixture)
from tests.browser.test_sizes import too_small

START = "/?kiosk=1&region=05334"
NOTICE = ".kiosk-idle"
STOP_COUNTING = """
  const last = setInterval(() => {}, 1);
  for (let id = last; id > last - 500; id -= 1) clearInterval(id);
"""
FINGER = "a, button, .button, summary, select, input"


@pytest.fixture
def page(open_page):
    return open_page(kept=False)  # its clock is set


@pytest.fixture
def exhibit(page):
    """Its clock stands still: time passes in `run_for` alone, however long the machine takes."""
    page.clock.install(time=0)
    visit(page, START)
    page.clock.pause_at(3600)  # later than loading ever ends; nobody has touched the page yet
    return page


def search(page, text="aachen"):
    page.locator("#q").fill(text)
    page.clock.run_for(1000)
    expect(page).to_have_url(re.compile(f"q={text}"))
    expect(page.locator("#results")).not_to_have_class(re.compile("is-loading"))


def test_exhibit_warns_and_starts_again(exhibit):
    search(exhibit)
    exhibit.clock.run_for(48_000)
    expect(exhibit.locator(NOTICE)).to_be_hidden()
    exhibit.clock.run_for(2_000)
    expect(exhibit.locator(NOTICE)).to_be_visible()
    expect(exhibit.locator(NOTICE)).to_contain_text("Sind Sie noch da?")
    exhibit.clock.run_for(5_000)
    expect(exhibit.locator(NOTICE)).to_contain_text("In 4 Sekunden")
    exhibit.clock.run_for(6_000)

    expect(exhibit).to_have_url(re.compile(r"/\?kiosk=1&region=05334$"))
    expect(exhibit.locator("#q")).to_have_value("")
    expect(exhibit.locator(NOTICE)).to_be_hidden()


def test_exhibit_goes_on_when_somebody_says_so(exhibit):
    search(exhibit)
    exhibit.clock.run_for(55_000)
    exhibit.get_by_role("button", name="Weiter", exact=True).click()
    expect(exhibit.locator(NOTICE)).to_be_hidden()
    exhibit.clock.run_for(40_000)

    expect(exhibit.locator(NOTICE)).to_be_hidden()
    expect(exhibit).to_have_url(re.compile("q=aachen"))


@pytest.mark.parametrize("act", ["keydown", "pointermove", "wheel"])
def test_any_input_begins_the_minute_anew(exhibit, act):
    search(exhibit)
    exhibit.clock.run_for(40_000)
    exhibit.evaluate(
        "type => { window.came = new Promise((done) => addEventListener(type, () => done(true))) }", act
    )
    if act == "keydown":
        exhibit.keyboard.press("Shift")
    elif act == "pointermove":
        exhibit.mouse.move(300, 300)
    else:
        exhibit.mouse.wheel(0, 10)
    assert exhibit.evaluate("window.came")
    exhibit.clock.run_for(45_000)

    expect(exhibit.locator(NOTICE)).to_be_hidden()
    expect(exhibit).to_have_url(re.compile("q=aachen"))


def test_untouched_start_waits_for_ever(exhibit):
    exhibit.clock.run_for(600_000)

    expect(exhibit.locator(NOTICE)).to_be_hidden()


def test_entry_page_goes_back_to_the_start(exhibit):
    exhibit.locator(".card__name a").first.click()
    expect(exhibit).to_have_url(re.compile(r"/eintraege/[^?]+\?region=05334&kiosk=1$"))
    expect(exhibit.locator(NOTICE)).to_be_attached()  # the script made it: its minute has begun
    exhibit.clock.run_for(62_000)

    expect(exhibit).to_have_url(re.compile(r"/\?kiosk=1&region=05334$"))


def test_open_popup_is_gone_after_the_reset(page):
    visit(page, "/?kiosk=1&q=adesso&kind=company")
    page.locator(".map-marker").first.press("Enter")
    expect(page.locator(".map-popup__name")).to_be_visible()
    page.clock.install()  # only now: the map needs the real clock to open a popup
    page.keyboard.press("Shift")
    page.clock.run_for(62_000)

    expect(page.locator(".map-popup")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/\?kiosk=1&q=adesso&kind=company$"))


def test_popup_leads_to_a_page_of_the_exhibit(page):
    page.emulate_media(reduced_motion="reduce")  # a click misses a popup that still glides into view
    visit(page, "/?kiosk=1&q=adesso&kind=company")
    page.locator(".map-marker").first.press("Enter")
    page.locator(".map-popup__name a").click()

    expect(page).to_have_url(re.compile(r"/eintraege/adesso/\?kiosk=1&q=adesso&kind=company$"))
    expect(page.locator(".site-header")).to_have_count(0)


def test_language_is_switched_inside_the_exhibit(page):
    visit(page, START)
    page.locator("#q").fill("ki")
    expect(page).to_have_url(re.compile("q=ki"))
    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile(r"/en/\?.*kiosk=1"))
    expect(page).to_have_url(re.compile(r"q=ki"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_name_starts_the_exhibit_again(page):
    visit(page, START)
    page.locator("#q").fill("ki")
    expect(page).to_have_url(re.compile("q=ki"))
    page.locator("[data-kiosk-start]").click()

    expect(page).to_have_url(re.compile(r"/\?kiosk=1&region=05334$"))
    expect(page.locator("#q")).to_have_value("")


def test_link_that_a_script_makes_cannot_leave(page):
    visit(page, START)
    for address in ("https://example.org/", "/eintraege/adesso/"):
        page.evaluate(
            """(address) => {
              const made = { href: address, target: "_blank", id: "probe" };
              const link = Object.assign(document.createElement("a"), made);
              link.textContent = "probe";
              document.querySelector("#probe")?.remove();
              document.querySelector(".intro").append(link);
            }""",
            address,
        )
        page.locator("#probe").click()

    expect(page).to_have_url(re.compile(r"/eintraege/adesso/\?kiosk=1$"))
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_targets_are_as_large_as_a_finger(open_page, size):
    page = open_page(viewport=size)
    visit(page, "/?kiosk=1&kind=company&q=aachen")
    open_facet(page, "industry")
    assert [one for one in too_small(page, FINGER, 56) if "card" not in one] == []
    page.goto("/eintraege/adesso/?kiosk=1")
    expect(page.locator(".map-entry")).to_be_attached()

    assert too_small(page, FINGER, 56) == []


def test_targets_of_a_popup_are_as_large_as_a_finger(page):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{crowded_spot(page)[0]}&kiosk=1")
    page.locator(".map-marker").first.press("Enter")
    expect(page.locator(".map-popup__list")).to_be_visible()

    assert too_small(page, ".map-popup a, .map-popup button", 56) == []


@pytest.mark.parametrize("address", ["/?kiosk=1", "/en/?kiosk=1&q=aachen", "/eintraege/adesso/?kiosk=1"])
def test_exhibit_is_accessible(any_page, address):  # noqa: F811
    settled(any_page, address)

    assert violations(any_page) == []


def test_question_is_accessible(exhibit):
    search(exhibit)
    exhibit.clock.run_for(51_000)
    expect(exhibit.locator(NOTICE)).to_be_visible()
    exhibit.evaluate(STOP_COUNTING)
    exhibit.clock.resume()  # axe waits for timers of its own

    assert violations(exhibit) == []
    expect(exhibit.locator(NOTICE)).to_be_visible()
