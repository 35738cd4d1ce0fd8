"""Figures and changes, as a reader without JavaScript meets them: every number leads to its list."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import heading, overflow


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def silent(request, open_page):
    return open_page(java_script_enabled=False, viewport=request.param)


def row(page, figure, number=0):
    """Name, number and link of a row of a figure that leads somewhere."""
    found = page.locator(f"#{figure} tbody tr:has(a)").nth(number)
    number = int(found.locator(".figure__number").first.inner_text())
    return found.locator("th a").inner_text().strip(), number, found


@pytest.mark.parametrize("start", ["/zahlen/", "/en/figures/"])
@pytest.mark.parametrize("figure", ["kind", "founded", "region"])
def test_row_leads_to_a_list_of_its_number(silent, start, figure):
    silent.goto(f"{start}?q=ki")
    name, number, found = row(silent, figure)
    found.locator(".figure__number").click(force=True)  # the link lies over the whole row

    words = f"{number} Treffer" if start == "/zahlen/" else re.compile(rf"^\s*{number} results?\s*$")
    expect(heading(silent)).to_have_text(words)
    expect(silent.locator(".chip__label").last).to_have_text(re.compile(rf"{name}\s*$"))


def test_number_of_a_selection_stays_right_step_by_step(silent):
    silent.goto("/zahlen/")
    for figure in ("kind", "industry", "region"):
        _, number, found = row(silent, figure, 1)
        found.locator("a").click()
        expect(heading(silent)).to_have_text(f"{number} Treffer")
        silent.goto(f"/zahlen/?{silent.url.partition('?')[2]}")
        expect(silent.locator(".figures__sum strong")).to_have_text(str(number))

    expect(silent.locator(".chip__label")).to_have_count(3)


def test_district_on_the_map_leads_to_its_list(silent):
    silent.goto("/zahlen/?kind=company")
    district = silent.locator(".districts__map a").first
    number = district.get_attribute("aria-label").rpartition(": ")[2]
    district.locator("path").dispatch_event("click")

    expect(heading(silent)).to_have_text(f"{number} Treffer")


def test_keyboard_passes_the_districts_once(page):
    page.goto("/zahlen/")
    stops = page.locator(".districts__map a").evaluate_all(
        "all => all.filter((one) => one.tabIndex >= 0).length"
    )

    assert stops == 0
    assert page.locator(".districts__table a").count() > 40


def test_chip_takes_its_value_away(silent):
    silent.goto("/zahlen/?kind=company&industry=energy")
    silent.locator(".chip").first.click()

    expect(silent).to_have_url(re.compile(r"/zahlen/\?industry=energy$"))
    expect(silent.locator(".chip__label")).to_have_text(["Energie"])
    silent.get_by_role("link", name="Auf der Karte zeigen").click()
    expect(silent).to_have_url(re.compile(r"/\?industry=energy$"))


def test_navigation_and_footer_lead_here(silent):
    silent.goto("/")
    if silent.locator(".site-menu").is_visible():
        silent.locator(".site-menu").click()
    silent.locator(".site-nav").get_by_role("link", name="Zahlen", exact=True).click()
    expect(silent.get_by_role("heading", level=1)).to_have_text("KI in Nordrhein-Westfalen in Zahlen")
    expect(silent.locator(".site-nav [aria-current=page]")).to_have_text("Zahlen")

    silent.locator(".site-footer").get_by_role("link", name="Änderungen").click()
    expect(silent.get_by_role("heading", level=1)).to_have_text("Was sich auf der Landkarte geändert hat")


def test_growth_leads_to_the_changes_of_its_month(silent):
    silent.goto("/zahlen/?kind=product")
    name, number, found = row(silent, "growth")
    found.locator("a").click()

    expect(silent.locator("#monat")).to_have_text(name)
    expect(silent.locator(".changes__sums li").first).to_have_text(re.compile(rf"^\s*{number}\s"))


def test_changes_of_a_long_month_have_pages(silent):
    silent.goto("/aenderungen/")
    first = silent.locator(".dated a").first.inner_text()
    silent.locator(".pages__step[rel=next]").click()

    expect(silent.locator(".dated a")).to_have_count(50)
    assert silent.locator(".dated a").first.inner_text() != first


def test_csv_and_feed_carry_the_selection(silent):
    silent.goto("/zahlen/?kind=company")
    csv = silent.request.get(silent.locator("#industry .figure__csv").get_attribute("href"))
    feed = silent.request.get(silent.locator("link[type='application/atom+xml']").get_attribute("href"))
    name, number, _ = row(silent, "industry")

    assert csv.text().splitlines()[1].split(",")[1:3] == [name, str(number)]
    assert "<title>KI.Landkarte: Unternehmen</title>" in feed.text()


@pytest.mark.parametrize("address", ["/zahlen/", "/aenderungen/"])
def test_print_fits_the_paper_without_buttons(page, address):
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 with its margins

    expect(page.locator(".actions")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert overflow(page) <= 0
