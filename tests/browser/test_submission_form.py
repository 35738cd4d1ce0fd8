"""The form of an entry: it saves itself, tells of other windows, obeys the keyboard, and needs no script."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.drafts import new_draft
from tests.browser.mouse import tick
from tests.browser.pages import overflow
from tests.browser.portal import png
from tests.browser.test_accessibility import rules_in, violations

numbers = itertools.count()
SAVED = re.compile("Gespeichert um")


@pytest.fixture
def draft(workshop):
    number = next(numbers)
    return new_draft(workshop, f"kim{number}@example.org", f"Muster Elektro {number}")


@pytest.fixture
def open_form(open_page, workshop, draft):
    """Opens the form of the draft in a window of its own."""

    def open_one(query="", **arguments):
        page = open_page(base_url=workshop.address, storage_state=draft.state, **arguments)
        page.goto(draft.address("bearbeiten") + query)
        return page

    return open_one


def write(page, field, text):
    """Types and leaves the field; returns when the answer of the save is there."""
    with page.expect_response(re.compile("/speichern/")):
        page.locator(f"#id_{field}").fill(text)
        page.locator(f"#id_{field}").press("Tab")


def test_form_saves_itself_and_goes_on_elsewhere(open_form):
    page = open_form()
    write(page, "summary_de", "Wir bauen Schaltschränke.")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.locator("#id_founded").fill("1998")  # and away, without leaving the field
    page.goto("/")

    other = open_form(viewport=PHONE)
    expect(other.locator("#id_summary_de")).to_have_value("Wir bauen Schaltschränke.")
    expect(other.locator("#id_founded")).to_have_value("1998")
    expect(other.get_by_text("Zuletzt bearbeitet:")).to_be_attached()


def test_form_without_a_connection_says_so_and_saves_later(open_form, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    page = open_form()
    page.context.set_offline(True)
    page.locator("#id_summary_de").fill("Ohne Netz getippt.")
    page.locator("#id_summary_de").press("Tab")
    expect(page.locator("[data-trouble]")).to_contain_text("Keine Verbindung")
    with page.expect_response(re.compile("/speichern/")):
        page.context.set_offline(False)

    expect(page.locator("[data-trouble]")).to_be_hidden()
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)


def test_two_windows_are_told_and_nothing_is_lost(open_form, watch):
    watch.expect("status of 409")
    first, second = open_form(), open_form()
    write(first, "summary_de", "Aus dem ersten Fenster.")
    write(second, "website", "www.example.org")
    expect(second.locator("[data-trouble]")).to_contain_text("in einem anderen Fenster geändert")
    expect(second.locator("#id_website")).to_have_value("www.example.org")

    second.get_by_role("button", name="Beide Stände vergleichen").click()
    expect(second.locator("h1")).to_have_text("Zwei Stände: welcher soll gelten?")
    assert violations(second) == []
    second.get_by_role("button", name="Diese Auswahl speichern").click()

    expect(second.locator("#id_summary_de")).to_have_value("Aus dem ersten Fenster.")
    expect(second.locator("#id_website")).to_have_value("https://www.example.org")


def test_place_is_found_and_the_pin_moves_by_keyboard(open_form):
    page = open_form()
    write(page, "city", "Hagen")
    expect(page.locator("#id_ags option:checked")).to_have_text("Hagen")
    expect(page.locator("#id_precision")).to_have_value("city")
    before = page.locator("#id_latitude").input_value()
    pin = page.locator(".map-pin")
    pin.focus()
    with page.expect_response(re.compile("/speichern/")):
        pin.press("ArrowUp")

    assert float(page.locator("#id_latitude").input_value()) > float(before)
    expect(page.locator("#id_precision")).to_have_value("address")
    write(page, "latitude", "54,9")
    expect(page.locator("[data-field=latitude] [data-error]")).to_contain_text("außerhalb")


def test_town_with_a_typo_is_suggested(open_form):
    page = open_form()
    write(page, "city", "Dortmnd")

    expect(page.locator("[data-field=ags] [data-error]")).to_contain_text("Dortmnd")
    expect(page.locator("[data-suggested] option")).to_have_text(["Dortmund"])


def test_logo_is_shown_when_it_is_chosen(open_form):
    page = open_form()
    page.locator("#id_logo_file").set_input_files("docs/architecture.md")
    expect(page.locator("[data-field=logo_file] [data-error]")).to_contain_text("PNG, JPEG oder WebP")
    page.locator("#id_logo_file").set_input_files(
        files=[{"name": "logo.png", "mimeType": "image/png", "buffer": png(300, 200)}]
    )

    expect(page.locator("[data-logo-picture] img")).to_have_js_property("naturalWidth", 300)
    expect(page.locator("[data-field=logo_file] [data-error]")).to_be_hidden()


def test_whole_way_without_javascript(open_form, watch, draft):
    page = open_form(java_script_enabled=False)
    page.get_by_role("button", name="Weiter: prüfen und einreichen").click()
    expect(page.locator("#fehlt li")).to_have_count(4)
    page.locator("#fehlt a").first.click()
    expect(page.locator("#fehler")).to_be_visible()
    page.locator("#id_summary_de").fill("Wir bauen Schaltschränke und lassen KI sie prüfen.")
    page.locator("#id_ai_relation").fill("Bilder der Verdrahtung prüft ein Netz.")
    page.locator("#id_city").fill("Hagen")
    tick(page.get_by_label("Bildverarbeitung"))
    page.locator("#place .part__save button").click()
    expect(page).to_have_url(re.compile("#place$"))
    expect(page.locator("#id_ags option:checked")).to_have_text("Hagen")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("h1")).to_contain_text("Muster Elektro")
    page.get_by_role("link", name="Zurück zum Formular").click()
    page.get_by_role("button", name="Weiter: prüfen und einreichen").click()
    tick(page.locator("#id_consent"))
    page.get_by_role("button", name="Jetzt einreichen").click()

    expect(page).to_have_url(re.compile(f"/konto/einreichungen/{draft.key}/$"))
    expect(page.locator("main")).to_contain_text(re.compile(r"E-\d{4}-"))


@pytest.mark.parametrize("size", [DESK, PHONE | {"width": 320}], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_form_are_accessible(open_form, draft, size, scheme):
    page = open_form("?complete=1", viewport=size, color_scheme=scheme)
    for address in (None, "vorschau", "pruefen"):
        if address:
            page.goto(draft.address(address))
        assert (address, violations(page, rules_in(scheme)), overflow(page)) == (address, [], 0)
    page.goto(f"/konto/organisationen/{draft.organisation}/neu/")
    assert (violations(page, rules_in(scheme)), overflow(page)) == ([], 0)
