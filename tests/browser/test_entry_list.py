"""The main job: look, search, narrow down, open an entry, come back. Nothing reloads."""

import re
from math import ceil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.pages import (
    close_suggestions,
    drawn,
    entries,
    focused,
    heading,
    listen,
    mark_document,
    markers,
    said,
    same_document,
    visit,
)
from tests.real_files import number_of_rows, number_saying

ENTRIES = number_of_rows("entries.csv")
AACHEN = number_saying("Aachen")


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def sized(request, open_page):
    return open_page(viewport=request.param)


def points(page, query=""):
    return page.request.get(f"/api/v1/map/{query}").json()["points"]["id"]


@pytest.mark.parametrize(
    ("address", "title", "hits"),
    [
        ("/", "Wer macht was mit KI in Nordrhein-Westfalen?", f"{ENTRIES} Treffer"),
        ("/en/", "Who does what with AI in North Rhine-Westphalia?", f"{ENTRIES} results"),
    ],
)
def test_start_shows_heading_hits_and_the_first_24_cards(sized, address, title, hits):
    visit(sized, address)

    expect(sized.get_by_role("heading", level=1)).to_have_text(title)
    expect(heading(sized)).to_have_text(hits)
    expect(sized.locator("#results .card")).to_have_count(24)


def test_start_draws_every_entry_that_has_a_point(page):
    visit(page)

    assert drawn(page) == len(points(page))
    ink = page.locator(".map-entries canvas:not([hidden])").evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((value) => value > 0)"
    )
    assert ink is True


def test_typing_changes_list_address_chips_and_map_without_a_reload(sized):
    visit(sized)
    mark_document(sized)

    sized.locator("#q").press_sequentially("aachen", delay=20)

    expect(heading(sized)).to_have_text(f"{AACHEN} Treffer")
    expect(sized).to_have_url(re.compile(r"/\?q=aachen$"))
    expect(sized.locator(".chip__label")).to_have_text(["„aachen“"])
    expect(markers(sized).first).to_be_attached()
    assert drawn(sized) == len(points(sized, "?q=aachen")) == AACHEN
    assert same_document(sized)


def test_typing_keeps_the_focus_and_what_is_written(page):
    visit(page)

    page.locator("#q").press_sequentially("Köln ", delay=20)

    expect(page.locator(".chip__label")).to_have_text(["„Köln“"])
    assert focused(page) == "input#q.input"
    expect(page.locator("#q")).to_have_value("Köln ")


def test_each_change_is_said_once(page):
    visit(page)
    listen(page)

    page.locator("#q").press_sequentially("aachen", delay=20)
    close_suggestions(page)
    expect(heading(page)).to_have_text(f"{AACHEN} Treffer")
    page.locator("select[name=sort]").select_option("-updated")
    expect(page.locator("#results")).to_have_attribute("data-sort", "-updated")
    page.locator(".chip").first.click()
    expect(heading(page)).to_have_text(f"{ENTRIES} Treffer")

    assert said(page)[0] == f"{AACHEN} Treffer"
    assert said(page)[-1] == f"{ENTRIES} Treffer"
    assert len(said(page)) == 3


def test_chip_removes_its_filter_and_the_focus_goes_to_the_hits(page):
    visit(page, "/?q=aachen&kind=company")
    mark_document(page)

    page.locator(".chip", has_text="Unternehmen").click()

    expect(page).to_have_url(re.compile(r"/\?q=aachen$"))
    expect(page.locator(".chip__label")).to_have_text(["„aachen“"])
    expect(heading(page)).to_be_focused()
    expect(page.locator("input[name=kind][value=company]")).not_to_be_checked()
    assert same_document(page)


def test_back_and_forward_bring_list_form_counts_and_map_back(page):
    visit(page)
    mark_document(page)
    page.locator("#q").press_sequentially("aachen", delay=20)
    close_suggestions(page)
    expect(heading(page)).to_have_text(f"{AACHEN} Treffer")
    page.locator("[data-facet-panel=kind] > summary").click()
    tick(page.locator("input[name=kind][value=company]"))
    expect(page).to_have_url(re.compile(r"\?q=aachen&kind=company$"))
    expect(page.locator(".chip__label")).to_have_text(["„aachen“", "Unternehmen"])
    narrow = entries(page)
    expected = len(points(page, "?q=aachen&kind=company"))
    assert drawn(page) == expected

    page.go_back()
    expect(heading(page)).to_have_text(f"{AACHEN} Treffer")
    expect(page.locator("input[name=kind][value=company]")).not_to_be_checked()
    page.go_back()
    expect(heading(page)).to_have_text(f"{ENTRIES} Treffer")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator(".option:has([name=kind][value=company]) .option__count")).not_to_have_text("0")
    page.go_forward()
    expect(page.locator("#q")).to_have_value("aachen")
    page.go_forward()
    expect(page.locator(".chip__label")).to_have_text(["„aachen“", "Unternehmen"])
    expect(page.locator("input[name=kind][value=company]")).to_be_checked()

    assert entries(page) == narrow
    assert drawn(page) == expected
    assert same_document(page)


def test_paging_swaps_the_list_and_leads_back_to_its_head(sized):
    visit(sized)
    mark_document(sized)
    first = entries(sized)

    sized.locator(".pages__step[rel=next]").click()

    expect(sized).to_have_url(re.compile(r"/\?page=2$"))
    expect(sized.locator(".results__page")).to_have_text(f"Seite 2 von {ceil(ENTRIES / 24)}")
    expect(heading(sized)).to_be_focused()
    expect(heading(sized)).to_be_in_viewport()
    assert set(first) & set(entries(sized)) == set()
    assert same_document(sized)


def test_sorting_keeps_the_set_and_changes_the_order(page):
    visit(page, "/?q=aachen&kind=company")
    before = entries(page)

    page.locator("select[name=sort]").select_option("name")
    expect(page.locator("#results")).to_have_attribute("data-sort", "name")

    assert sorted(entries(page)) == sorted(before)


def test_entry_opens_from_its_card_and_back_brings_the_filtered_list(sized):
    visit(sized)
    sized.locator("#q").press_sequentially("aachen", delay=20)
    close_suggestions(sized)
    expect(heading(sized)).to_have_text(f"{AACHEN} Treffer")
    listed = entries(sized)
    card = sized.locator(".card__name a").nth(2)
    name = card.inner_text()

    card.click()
    expect(sized.get_by_role("heading", level=1)).to_have_text(name)
    sized.go_back()

    expect(heading(sized)).to_have_text(f"{AACHEN} Treffer")
    expect(sized.locator("#q")).to_have_value("aachen")
    expect(sized.locator(".site-header")).to_be_visible()
    expect(sized.locator("#map")).to_be_attached()
    assert entries(sized) == listed


def test_language_switch_keeps_the_filters(page):
    visit(page)
    page.locator("#q").press_sequentially("aachen", delay=20)
    close_suggestions(page)
    expect(heading(page)).to_have_text(f"{AACHEN} Treffer")

    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile(r"/en/\?q=aachen$"))
    expect(heading(page)).to_have_text(f"{AACHEN} results")


def test_newer_change_wins_over_a_slow_older_one(page):
    visit(page)
    held = []
    page.route(re.compile(r"//[^/]*/\?q=aachen$"), lambda route: held.append(route))
    page.locator("#q").fill("aachen")
    expect(page).to_have_url(re.compile(r"\?q=aachen$"))

    page.locator("#q").fill("bielefeld")
    expect(page.locator(".chip__label")).to_have_text(["„bielefeld“"])
    late = heading(page).inner_text()
    for route in held:
        route.fulfill(body='<div id="results"><h2>zu spät</h2></div>')

    expect(page.locator(".chip__label")).to_have_text(["„bielefeld“"])
    expect(heading(page)).to_have_text(late)
    assert len(held) == 1


def test_whole_journey_leaves_no_cookie(page, context):
    visit(page)
    page.locator("#q").press_sequentially("aachen", delay=20)
    close_suggestions(page)
    expect(heading(page)).to_have_text(f"{AACHEN} Treffer")
    page.locator(".card__name a").first.click()
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Data as API, GeoJSON and CSV").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
