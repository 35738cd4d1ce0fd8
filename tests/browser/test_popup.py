"""Popups: what they say, in which language, how a keyboard gets in and out."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.browser.awkward import HOSTILE
from tests.browser.conftest import PHONE
from tests.browser.pages import address_of, crowded_spot, focused, markers, single_entry, until, visit


def only(page, query):
    """The marker of a query whose entries share one spot."""
    visit(page, query)
    expect(markers(page)).to_have_count(1)
    return markers(page)


def popup(page):
    return page.get_by_role("dialog")


def open_by_keyboard(page, marker):
    marker.focus()
    page.keyboard.press("Enter")
    expect(popup(page)).to_be_visible()
    expect(popup(page).locator(".map-popup__more")).to_be_visible()


def test_single_entry_shows_name_kind_organisation_and_link(page):
    row = single_entry(page)
    open_by_keyboard(page, only(page, address_of(row)))

    expect(popup(page).locator(".map-popup__kind")).to_have_text("Produkt")
    expect(popup(page).locator(".map-popup__name a")).to_have_text(row["name"])
    expect(popup(page).locator(".map-popup__place")).to_contain_text(row["organisation_name"])
    link = popup(page).locator(".map-popup__more").get_attribute("href")
    path, query = link.split("?")
    assert path == f"/eintraege/{row['slug']}/"
    assert parse_qs(query) == parse_qs(address_of(row).split("?")[1])
    popup(page).locator(".map-popup__more").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(row["name"])


def test_mouse_opens_the_same_popup(page):
    row = single_entry(page)
    box = only(page, address_of(row)).bounding_box()

    page.mouse.click(box["x"] + 22, box["y"] + 22)

    expect(popup(page).locator(".map-popup__name a")).to_have_text(row["name"])


def test_several_at_one_spot_open_a_list_that_leads_to_the_page_list(page):
    address, number = crowded_spot(page)
    open_by_keyboard(page, only(page, address))

    expect(popup(page).locator(".map-popup__title")).to_contain_text(f"{number} Einträge")
    expect(popup(page).locator(".map-popup__row")).to_have_count(number)
    before = page.url
    popup(page).locator(".map-popup__more").press(
        "Enter"
    )  # a click could miss it: the map may still be panning
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#results h2")).to_have_text(f"{number} Treffer")
    expect(page.locator("#results h2")).to_be_focused()


def test_link_is_within_two_tabs_and_escape_gives_the_focus_back(page):
    marker = only(page, address_of(single_entry(page)))
    open_by_keyboard(page, marker)

    page.keyboard.press("Tab")
    assert focused(page).startswith("a.")
    page.keyboard.press("Escape")

    expect(popup(page)).to_have_count(0)
    expect(marker).to_be_focused()


def test_close_button_gives_the_focus_back(page):
    marker = only(page, address_of(single_entry(page)))
    open_by_keyboard(page, marker)

    page.get_by_role("button", name="Schließen").press("Enter")

    expect(popup(page)).to_have_count(0)
    expect(marker).to_be_focused()


@pytest.mark.parametrize(
    ("start", "locale", "kind", "more"),
    [("/", "en-GB", "Produkt", "Mehr dazu"), ("/en/", "de-DE", "Product", "More about it")],
)
def test_texts_follow_the_page_not_the_browser(open_page, start, locale, kind, more):
    page = open_page(locale=locale)
    row = single_entry(page)
    summaries = {
        language: page.request.get(
            f"/api/v1/entries/{row['slug']}/", headers={"Accept-Language": language}
        ).json()["summary"]
        for language in ("de", "en")
    }
    open_by_keyboard(page, only(page, address_of(row, start)))

    expect(popup(page).locator(".map-popup__kind")).to_have_text(kind)
    expect(popup(page).locator(".map-popup__more")).to_have_text(more)
    expect(popup(page).locator(".map-popup__summary")).to_have_text(
        summaries["en" if start == "/en/" else "de"]
    )
    expect(popup(page).locator(".map-popup__name a")).to_have_attribute("href", re.compile(f"^{start}e"))


def test_hostile_name_is_text_in_list_popup_and_page(open_page, workshop):
    page = open_page(base_url=workshop.address)
    open_by_keyboard(page, only(page, "/?q=onerror"))

    expect(page.locator(".card__name")).to_have_text(HOSTILE)
    expect(popup(page).locator(".map-popup__name")).to_have_text(HOSTILE)
    page.locator(".card__name a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(page).to_have_title(f"{HOSTILE} – KI.Landkarte")


def test_popup_says_when_its_entries_cannot_be_loaded_and_tries_again(page, watch):
    row = single_entry(page)
    marker = only(page, address_of(row))
    page.route("**/api/v1/entries/?*", lambda route: route.fulfill(status=500), times=1)
    watch.expect("status of 500 .*/api/v1/entries/")
    marker.focus()
    page.keyboard.press("Enter")
    expect(popup(page).get_by_role("alert")).to_be_visible()

    popup(page).get_by_role("button", name="Noch einmal versuchen").click()

    expect(popup(page).locator(".map-popup__name a")).to_have_text(row["name"])


def test_long_popup_fits_a_phone(open_page, workshop):
    page = open_page(base_url=workshop.address, viewport=PHONE, reduced_motion="reduce")
    marker = only(page, "/?q=Donaudampfschifffahrt")
    page.locator(".to-map").click()
    open_by_keyboard(page, marker)

    box = popup(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_summary_takes_two_lines(page):
    row = single_entry(page)
    open_by_keyboard(page, only(page, address_of(row)))

    lines = (
        popup(page)
        .locator(".map-popup__summary")
        .evaluate("one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)")
    )
    assert 1 <= round(lines) <= 2


def test_popup_says_that_it_waits(page):
    row = single_entry(page)
    marker = only(page, address_of(row))
    held = []
    page.route("**/api/v1/entries/?*", lambda route: held.append(route), times=1)
    marker.focus()
    page.keyboard.press("Enter")

    expect(popup(page)).to_have_text("Wird geladen …×")
    expect(popup(page)).to_be_focused()
    until(page, lambda: held)
    held[0].continue_()

    expect(popup(page).locator(".map-popup__name a")).to_have_text(row["name"])
    expect(popup(page)).to_be_focused()
