"""The catalogue in a browser: filter, ways to the map, suggestions; and the menu that leads there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.mouse import tick
from tests.browser.pages import listen, mark_document, open_facet, said, same_document, until, visit
from tests.real_files import number_of_rows

OFFERS = number_of_rows("offers.csv")


@pytest.fixture
def silent(open_page):
    return open_page(java_script_enabled=False)


def names(page):
    return page.locator("#results .tile__name")


def count_of(page, facet, value):
    return page.locator(f".option:has([name={facet}][value={value}]) .option__count")


def test_filter_changes_list_counts_and_address_and_keeps_the_focus(page):
    page.goto("/angebote/")
    mark_document(page)
    listen(page)
    box = open_facet(page, "phase").locator("input[value=identify]")

    box.press("Space")

    expect(names(page)).to_have_text(["AI.Shadowing", "Clusterworkshops", "KI-Workshops im AI Village"])
    expect(page).to_have_url(re.compile(r"/angebote/\?phase=identify$"))
    expect(box).to_be_focused()
    expect(count_of(page, "format", "talk")).to_have_text("0")
    expect(count_of(page, "format", "workshop")).to_have_text("3")
    expect(page.locator(".step__name")).to_have_text("Anwendung finden")
    until(page, lambda: said(page) == ["3 Treffer"])
    assert same_document(page)

    page.go_back()

    expect(page.locator("#results h2")).to_have_text(f"{OFFERS} Angebote")
    expect(box).not_to_be_checked()
    assert same_document(page)


def test_chip_takes_the_focus_to_the_hits(page):
    page.goto("/angebote/?phase=design&q=sprint")
    expect(names(page)).to_have_text(["AI Design Sprint"])

    page.locator(".chip").first.click()

    expect(page).to_have_url(re.compile(r"/angebote/\?phase=design$"))
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#results h2")).to_be_focused()


def test_wrong_word_in_the_field_says_why_and_the_way_back_is_there(page, watch):
    watch.expect("status of 400")
    page.goto("/angebote/")
    page.locator("#q").fill(" ".join(map(str, range(30))))

    expect(page.locator("#results .notice--wrong")).to_be_visible()
    page.get_by_role("link", name="Ohne Filter zeigen").click()

    expect(page.locator("#results h2")).to_have_text(f"{OFFERS} Angebote")


def test_list_that_does_not_come_can_be_asked_for_again(page, watch):
    watch.expect("status of 500")
    page.goto("/foerderung/")
    page.route(re.compile(r"/foerderung/\?q="), lambda route: route.fulfill(status=500), times=1)
    page.locator("#q").fill("stark")

    page.get_by_role("alert").get_by_role("button", name="Noch einmal versuchen").click()

    expect(names(page).first).to_have_text("Digitale Zukunft KI")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_without_scripts_one_finds_an_offer_asks_the_map_and_the_way_to_the_enquiry(silent):
    silent.goto("/angebote/")
    silent.locator("[data-facet-panel=phase] > summary").click()
    tick(silent.locator("input[name=phase][value=design]"))
    silent.locator("[data-facet-panel=phase]").get_by_role("button", name="Anwenden").click()
    silent.get_by_role("link", name="AI Design Sprint").click()
    expect(silent.get_by_role("heading", level=1)).to_have_text("AI Design Sprint")
    expect(silent.get_by_role("link", name="Dieses Angebot anfragen")).to_be_visible()
    providers = silent.get_by_role("form", name="Anbieter, die es mit Ihnen umsetzen")
    providers.get_by_label("Branche").select_option("production")
    providers.get_by_label("Ort").fill("Aachen")

    providers.get_by_role("button").click()

    expect(silent.locator(".chip__label").first).to_have_text("Unternehmen")
    expect(silent).to_have_url(re.compile(r"\?kind=company&kind=product&industry=production&region=05334002"))


@pytest.mark.parametrize("start", ["/", "/?kiosk=1"])
def test_suggested_offer_opens_its_page(page, start):
    visit(page, start)
    page.locator("#q").press_sequentially("kick")
    page.get_by_role("group", name="Angebote").get_by_role("option", name="KI.Kick-off").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("KI.Kick-off")
    assert page.url.endswith("/angebote/ki-kick-off/" + start[1:])


def test_menu_opens_and_closes_by_keyboard_on_a_phone(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/angebote/")
    menu, nav = (
        page.get_by_role("button", name="Menü"),
        page.get_by_role("navigation", name="Hauptnavigation"),
    )
    expect(nav).to_be_hidden()
    menu.press("Enter")
    expect(nav.get_by_role("link", name="Angebote")).to_have_attribute("aria-current", "page")

    page.keyboard.press("Escape")

    expect(nav).to_be_hidden()
    expect(menu).to_be_focused()
    menu.press("Enter")
    page.keyboard.press("Tab")
    expect(nav.get_by_role("link").first).to_be_focused()
    nav.get_by_role("link", name="Zahlen").click()
    expect(page).to_have_url(re.compile("/zahlen/$"))
