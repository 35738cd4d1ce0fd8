"""Everything a reader needs works when no script runs."""

import re
from math import ceil

import pytest
from playwright.sync_api import expect

from tests.browser.mouse import tick
from tests.browser.pages import entries, heading, hits
from tests.real_files import number_of_rows

ENTRIES = number_of_rows("entries.csv")


@pytest.fixture
def silent(open_page):
    return open_page(java_script_enabled=False)


def test_search_is_a_form(silent):
    silent.goto("/")
    silent.locator("#q").fill("aachen")
    silent.get_by_role("button", name="Suchen").click()

    expect(heading(silent)).to_have_text(f"{hits(silent, 'q=aachen')} Treffer")
    expect(silent.locator("#q")).to_have_value("aachen")


def test_filter_is_applied_by_its_button(silent):
    silent.goto("/?q=aachen")
    silent.locator("[data-facet-panel=kind] > summary").click()
    tick(silent.locator("input[name=kind][value=company]"))
    silent.locator("[data-facet-panel=kind]").get_by_role("button", name="Anwenden").click()

    expect(silent).to_have_url(re.compile(r"q=aachen&kind=company"))
    expect(silent.locator(".chip__label")).to_have_text(["„aachen“", "Unternehmen"])
    expect(silent.locator("[data-facet-panel=kind] [data-selected]")).to_have_text("1")


def test_sorting_goes_with_the_form(silent):
    silent.goto("/?q=aachen")
    silent.locator("select[name=sort]").select_option("name")
    silent.get_by_role("button", name="Suchen").click()

    expect(silent.locator("#results")).to_have_attribute("data-sort", "name")


def test_pages_and_chips_are_links(silent):
    silent.goto("/?q=aachen")
    first = entries(silent)
    silent.locator(".pages__step[rel=next]").click()
    expect(silent.locator(".results__page")).to_have_text(
        f"Seite 2 von {ceil(hits(silent, 'q=aachen') / 24)}"
    )
    assert set(first) & set(entries(silent)) == set()

    silent.locator(".chip").first.click()
    expect(heading(silent)).to_have_text(f"{ENTRIES} Treffer")
    expect(silent.locator(".results__page")).to_have_text(f"Seite 1 von {ceil(ENTRIES / 24)}")


def test_map_says_that_it_needs_javascript(silent):
    silent.goto("/")

    note = silent.locator("#map .map__note")
    expect(note).to_have_text("Die Karte braucht JavaScript. Die Liste zeigt dieselben Einträge.")
    expect(note).to_be_visible()


def test_entry_page_has_all_its_words(silent):
    silent.goto("/?q=aachen")
    name = silent.locator(".card__name a").first.inner_text()
    silent.locator(".card__name a").first.click()

    expect(silent.get_by_role("heading", level=1)).to_have_text(name)
    expect(silent.locator(".facts dt").first).to_be_visible()
    expect(silent.locator("address")).to_contain_text("Aachen")


def test_wrong_query_says_what_is_wrong_and_leads_back(silent, watch):
    watch.expect("status of 400")
    answer = silent.goto("/?kind=wrong")
    assert answer.status == 400
    expect(silent.locator(".notice--wrong li")).to_contain_text("kind")

    silent.get_by_role("link", name="Alle Einträge zeigen").click()

    expect(heading(silent)).to_have_text(f"{ENTRIES} Treffer")
