"""Events in a browser: list, month and page for everybody; the form without a script."""

import re

import pytest
import vobject
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.pages import overflow
from tests.browser.test_accessibility import SETTINGS, rules_in, violations
from tests.browser.test_sizes import OWN, SMALLEST, TARGETS, too_small

LIST = "/veranstaltungen/"
MONTH = f"{LIST}?view=month&month=2025-10"
PAGES = [LIST, MONTH, f"{LIST}zukunft-handwerk-nrw/", f"{LIST}ai-community-legal/"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_axe_finds_nothing(open_page, setting):
    page = open_page(**setting)
    for address in PAGES:
        page.goto(address)
        for details in page.locator("main details:not(.facet, .definition)").all():
            details.locator("summary").click()

        assert violations(page, rules_in(setting.get("color_scheme", "light"))) == [], address


def test_targets_are_large_enough(open_page):
    page = open_page(viewport=SMALLEST)
    for address in PAGES:
        page.goto(address)

        assert too_small(page, OWN, 44) == [], address
        assert too_small(page, TARGETS, 24) == [], address


def test_facet_opens_applies_and_closes_with_escape(open_page):
    page = open_page(viewport=DESK)
    page.goto(LIST)
    page.locator("[data-facet-panel=city] > summary").click()
    tick(page.get_by_label("Aachen", exact=False).first)
    page.keyboard.press("Escape")
    expect(page.locator("details.facet[open]")).to_have_count(0)
    expect(page.locator("[data-facet-panel=city] > summary")).to_be_focused()

    page.locator("[data-facet-panel=city] > summary").click()
    page.get_by_role("button", name="Anwenden").click()

    expect(page.locator(".chip").first).to_contain_text("Aachen")
    expect(page).to_have_url(re.compile("city=Aachen"))


def test_month_is_a_table_on_desks_and_a_list_of_days_on_phones(open_page):
    page = open_page(viewport=DESK)
    page.goto(MONTH)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".month-days")).to_be_hidden()

    page.set_viewport_size(PHONE)

    expect(page.get_by_role("table")).to_be_hidden()
    expect(page.locator(".month-days")).to_be_visible()


def test_month_works_without_a_script(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(LIST)
    page.get_by_role("link", name="Monat").click()
    page.goto(MONTH)
    page.get_by_role("link", name="September 2025").click()

    expect(page.get_by_role("heading", name="September 2025")).to_be_visible()
    event = page.locator("td .month__event").first
    name = event.locator(".month__name").inner_text()
    event.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize(
    ("start", "size", "name"), [("/", DESK, "Veranstaltungen"), ("/en/", PHONE, "Events")], ids=["de", "en"]
)
def test_events_are_found_by_keyboard_and_their_calendar_is_subscribed_to(open_page, start, size, name):
    page = open_page(viewport=size)
    page.goto(start)
    if page.locator(".site-menu").is_visible():
        page.locator(".site-menu").press("Enter")
    page.locator(".site-nav").get_by_role("link", name=name).press("Enter")
    page.locator("[data-facet-panel=city] > summary").press("Enter")
    page.locator("[data-facet-panel=city]").get_by_label("Aachen", exact=False).first.press("Space")
    page.locator("[data-facet-panel=city] [type=submit]").press("Enter")
    expect(page).to_have_url(re.compile("city=Aachen"))
    page.locator(".subscribe > summary").press("Enter")
    address = page.locator(".subscribe .button").first.get_attribute("href")

    calendar = vobject.readOne(page.request.get(re.sub("^webcals?:", "http:", address)).text())

    assert {event.location.value for event in calendar.vevent_list} == {"Aachen"}
    assert overflow(page) <= 0
