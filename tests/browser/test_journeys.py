"""Journeys over the map page by keyboard alone: at a desk and with a phone, in German and in English."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import (
    address_of,
    drawn,
    entries,
    heading,
    listen,
    mark_document,
    markers,
    ready,
    said,
    same_document,
    single_entry,
)
from tests.browser.reader import READERS, Reader
from tests.real_files import number_of_rows

ENTRIES = number_of_rows("entries.csv")

NO_HITS = "xyzzynothing"


@pytest.fixture(params=READERS)
def reader(request, open_page):
    return Reader(open_page, request.param)


def chips(page):
    return page.locator("#results .chip__label")


def popup(page):
    return page.locator(".map-popup")


def parameter(page, name):
    found = re.search(rf"[?&]{name}=([^&]*)", page.url)
    return found and found[1]


def to_the_map(reader):
    """From the list to the first stop of the map's section, its skip link."""
    page = reader.page
    way = page.locator(".to-map" if reader.has_phone else ".pages__step[rel=next], .card__name a")
    reader.stand_before(way.last)
    if reader.has_phone:
        reader.press("Enter")
        expect(page.locator("#map")).to_be_in_viewport(ratio=0.9)
    reader.tab_to(page.locator("#karte > .skip-link"), 8)


# -- 1: filters ------------------------------------------------------------------------------------------


def test_filters_by_suggestion_place_and_search_inside(reader):
    page = reader.visit()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        reader.says(
            "Wer macht was mit KI in Nordrhein-Westfalen?", "Who does what with AI in North Rhine-Westphalia?"
        )
    )
    mark_document(page)
    reader.tab_to(page.locator("#q"), 12)
    reader.choose("q", "bonn", "Bonn")
    expect(chips(page)).to_have_text(["Bonn"])
    expect(page.locator("#q")).to_be_focused()

    reader.open_filter()
    reader.open_panel("region")
    reader.tab_to(page.locator("#place"), 1)
    reader.choose("place", "köln", "Köln")
    expect(chips(page)).to_have_text(["Köln"])
    expect(page).to_have_url(re.compile(r"\?region=05315$"))
    ready(page)

    reader.press("Tab")
    reader.type("10")
    expect(chips(page)).to_have_text([reader.says("10 km um Köln", "10 km around Köln")])
    panel = reader.open_panel("industry", "Shift+Tab")
    reader.tab_to(panel.locator("[data-facet-search]"), 1)
    reader.type(reader.says("gesundheit", "health"))
    expect(panel.locator(".facet__options > li:visible")).to_have_count(1)
    ready(page)
    number = int(panel.locator("label:has([value=health]) > :last-child").inner_text())
    reader.tick("industry", "health")

    reader.sees_hits(number)
    expect(chips(page)).to_have_text(
        reader.says(["Gesundheit und Pflege", "10 km um Köln"], ["Health and care", "10 km around Köln"])
    )
    reader.close_filter(number)
    assert same_document(page)


# -- 2: one state ----------------------------------------------------------------------------------------


def test_address_holds_filter_and_view_through_reload_and_back(reader):
    page = reader.visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.tab_to(page.locator("#q"), 12)
    reader.open_filter()
    reader.open_panel("kind")
    reader.tick("kind", "product")
    expect(chips(page)).to_have_text([reader.says("Produkt", "Product")])
    number = reader.total()
    reader.close_filter(number)
    reader.stand_before(page.locator(".map-button--zoomIn"))
    reader.press("Enter")
    expect(page).to_have_url(re.compile("view="))
    before = page.url, entries(page)

    reader.stand_before(heading(page))
    reader.enter(page.locator("[data-share] > summary"), 3)
    expect(page.locator("[data-copy-link]")).to_be_visible()
    reader.enter(page.locator("[data-copy-link]"), 1)
    expect(page.locator("#live")).to_have_text(
        reader.says("Der Link ist kopiert.", "The link has been copied.")
    )
    assert page.evaluate("navigator.clipboard.readText()") == page.url

    page.reload()
    ready(page)
    reader.sees_hits(number)
    assert (page.url, entries(page)) == before
    expect(page.locator("input[name=kind][value=product]")).to_be_checked()

    page.go_back()
    expect(chips(page)).to_have_count(0)
    reader.sees_hits(ENTRIES)
    expect(page.locator("input[name=kind][value=product]")).not_to_be_checked()
    assert parameter(page, "view") is None


# -- 3: the map ------------------------------------------------------------------------------------------


def test_map_from_districts_to_a_cluster_to_what_is_in_view(reader):
    page = reader.visit("?kind=research")
    everything = drawn(page)
    to_the_map(reader)
    reader.enter(page.locator(".map-button--districts"), 20)
    expect(markers(page)).to_have_count(53)
    expect(page.locator(".map-legend")).to_be_visible()
    reader.press("Enter")
    expect(page.locator(".map-legend")).to_be_hidden()

    name = re.compile(reader.says(r"^\d+ Eintr(äge|ag) (bei|in) ", r"^\d+ entr(ies|y) (near|in) "))
    reader.stand_before(page.locator(".map-marker[tabindex='0']"))
    expect(page.locator(".map-marker:focus")).to_have_accessible_name(name)
    reader.press("Home")
    first = page.locator(".map-marker:focus").get_attribute("aria-label")
    reader.press("ArrowDown")
    reader.waits_until(lambda: page.locator(".map-marker:focus").get_attribute("aria-label") != first)

    for _ in range(9):
        seen = parameter(page, "view")
        reader.press("Enter")
        reader.waits_until(lambda seen=seen: popup(page).count() or parameter(page, "view") != seen)
        if popup(page).count():
            break
    expect(popup(page).locator(".map-popup__more")).to_be_visible()
    reader.press("Escape")
    expect(page.locator(".map-marker:focus")).to_have_count(1)

    reader.stand_before(page.locator(".map-in-view"))
    expect(page.locator(".map-in-view")).to_have_text(
        reader.says("Nur diesen Ausschnitt auflisten", "List only what is in view")
    )
    reader.press("Enter")
    expect(page).to_have_url(re.compile("bbox="))
    query = f"kind=research&bbox={parameter(page, 'bbox')}"
    reader.sees_hits(page.request.get(f"/api/v1/entries/?{query}").json()["count"])

    reader.stand_before(page.locator("#results .chip:not(.chip--all)").last)
    reader.press("Enter")
    expect(page).not_to_have_url(re.compile("bbox="))
    expect(heading(page)).to_be_focused()
    reader.stand_before(page.locator(".map-button--zoomIn"))
    reader.press("Enter")
    reader.waits_until(lambda: drawn(page) < everything)
    reader.enter(page.locator(".map-button--fit"), 12)
    reader.waits_until(lambda: drawn(page) == everything)
    reader.fits()


# -- 4: keyboard and screen reader -----------------------------------------------------------------------


def test_map_has_few_stops_popup_is_near_and_focus_comes_back(reader):
    row = single_entry(reader.page)
    page = reader.visit(address_of(row)[1:])
    expect(markers(page)).to_have_count(1)
    to_the_map(reader)
    inside = "document.activeElement.closest('#map') !== null"
    stops = []
    for _ in range(25):
        reader.press("Tab")
        if not page.evaluate(inside) and stops:
            break
        stops.append(page.evaluate("document.activeElement.className"))
    assert len([stop for stop in stops if "map-marker" in stop]) == 1
    assert 5 < len(stops) <= 20

    reader.tab_to(markers(page), 25, "Shift+Tab")
    reader.press("Enter")
    link = popup(page).locator(".map-popup__name a")
    expect(link).to_have_text(row["name"])
    expect(popup(page).locator(".map-popup__kind")).to_have_text(reader.says("Produkt", "Product"))
    reader.tab_to(link, 2)
    reader.press("Escape")
    expect(popup(page)).to_have_count(0)
    expect(markers(page)).to_be_focused()

    listen(page)
    reader.stand_before(page.locator("#results .chip").first)
    reader.press("Enter")
    expect(heading(page)).to_be_focused()
    expect(chips(page)).to_have_count(2)
    ready(page)
    assert said(page) == [reader.hits(reader.total())]


# -- 5: the phone, and the same at a desk ----------------------------------------------------------------


def test_filter_list_and_map_fit_the_window(reader):
    page = reader.visit()
    reader.fits()
    reader.tab_to(page.locator("#q"), 12)
    reader.open_filter()
    reader.open_panel("size")
    reader.fits()
    reader.tick("size", "sme")
    expect(chips(page)).to_have_count(1)
    number = reader.total()
    reader.close_filter(number)
    reader.sees_hits(number)

    to_the_map(reader)
    reader.press("Enter")  # past the map
    if reader.has_phone:
        back = page.locator(".to-list")
        reader.tab_to(back, 25, "Shift+Tab")
        expect(back).to_have_text(reader.says("Zur Liste", "To the list"))
        reader.press("Enter")
        expect(heading(page)).to_be_in_viewport()
        reader.enter(page.locator("[data-share] > summary"), 3)
        expect(page.locator(".share__panel")).to_be_visible()
    else:
        reader.tab_to(page.locator(".site-footer a").first, 1)
    reader.fits()


# -- 12: nothing, an error, a slow answer ----------------------------------------------------------------


def test_nothing_found_leads_back_step_by_step(reader):
    page = reader.visit("?kind=company")
    mark_document(page)
    reader.tab_to(page.locator("#q"), 12)
    reader.type(NO_HITS)
    reader.sees_hits(0)
    expect(page.locator("#results .notice p").first).to_contain_text(
        reader.says("Dazu ist nichts eingetragen.", "Nothing matches.")
    )
    expect(page.locator("#live")).to_have_text(reader.hits(0))
    ways = page.locator("#results .notice .actions a")
    reader.tab_to(ways.first, 20)
    reader.tab_to(ways.last, 1)
    expect(ways.last).to_have_text(reader.says("Alle Einträge zeigen", "Show all entries"))
    reader.press("Enter")

    reader.sees_hits(ENTRIES)
    expect(page.locator("#q")).to_have_value("")
    expect(heading(page)).to_be_focused()
    assert same_document(page)


def test_wrong_query_is_named_and_a_slow_answer_shows_a_line(reader, watch):
    watch.expect(r"status of 400 .*kind=nix")
    page = reader.page
    page.goto(f"{reader.start}?kind=nix")
    expect(page.locator(".notice--wrong h2")).to_have_text(
        reader.says("Diese Suche ist nicht in Ordnung", "This search is not in order")
    )
    reader.enter(page.locator(".notice--wrong a.button"), 20)
    reader.sees_hits(ENTRIES)
    expect(heading(page)).to_be_focused()

    held = []
    page.route(re.compile(r"/\?kind=best_practice$"), lambda route: held.append(route), times=1)
    reader.enter(page.locator(".start").first, 20)
    expect(page.locator("#results.is-loading")).to_be_visible()
    line = "getComputedStyle(document.querySelector('#results'), '::before').height"
    assert page.evaluate(line) == "3px"
    elsewhere = page.locator("[data-filter-open]" if reader.has_phone else "select[name=sort]")
    reader.tab_to(elsewhere, 6, "Shift+Tab")
    reader.waits_until(lambda: held)
    held[0].continue_()
    expect(page.locator("#results.is-loading")).to_have_count(0)
    expect(chips(page)).to_have_count(1)
    expect(elsewhere).to_be_focused()
