"""Reporting an entry in the browser: by keyboard, without scripts, twice, and wrong."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.pages import focused, overflow
from tests.browser.test_accessibility import violations
from tests.browser.test_sizes import OWN, TARGETS, too_small

TEXT = "Die Adresse ist seit März eine andere."


def open_form(page, workshop, slug="claas"):
    page.goto(f"{workshop.address}/eintraege/{slug}/melden/")
    return page


def reports(workshop):
    """How many there are; what was counted for the limits is forgotten."""
    with sqlite3.connect(workshop.database) as database:
        database.execute("DELETE FROM machinery_quota")
        return database.execute("SELECT count(*) FROM landkarte_report").fetchone()[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_report_from_the_entry_page_to_its_number(open_page, workshop, scripts):
    page = open_page(java_script_enabled=scripts)
    before = reports(workshop)
    page.goto(f"{workshop.address}/eintraege/claas/")
    page.get_by_role("link", name="Diesen Eintrag melden").click()
    tick(page.get_by_label("Angaben sind veraltet"))
    page.get_by_label("Bitte beschreiben Sie es").fill(TEXT)
    page.get_by_role("button", name="Meldung senden").click()

    expect(page.locator(".form__reference")).to_have_text(re.compile(r"^\s*M-\d{4}-\w{6}\s*$"))
    page.reload()
    assert reports(workshop) == before + 1


def test_double_click_and_sending_again_after_going_back_send_one(page, workshop):
    before = reports(workshop)
    tick(open_form(page, workshop).get_by_label("Etwas anderes"))
    page.get_by_label("Bitte beschreiben Sie es").fill(TEXT)
    page.get_by_role("button", name="Meldung senden").dblclick()
    number = page.locator(".form__reference").inner_text()

    assert reports(workshop) == before + 1
    page.goto("about:blank")
    page.go_back()
    expect(page.locator(".form__reference")).to_have_text(number)


def test_keyboard_alone_sends_a_report(page, workshop):
    before = reports(workshop)
    open_form(page, workshop).get_by_label("Angaben sind falsch").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".form__reference")).to_be_visible()
    assert reports(workshop) == before + 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(open_page, workshop, watch, scripts):
    watch.expect("status of 400")
    page = open_form(open_page(java_script_enabled=scripts), workshop)
    tick(page.get_by_label("Rechtliche Gründe"))
    page.get_by_label("Bitte beschreiben Sie es").fill("kurz")
    page.get_by_role("button", name="Meldung senden").click()

    expect(page).to_have_title(re.compile("^Fehler: "))
    expect(page.locator("[data-errors]")).to_be_focused()
    page.locator("[data-errors]").get_by_role("link").click()
    expect(page.get_by_label("Bitte beschreiben Sie es")).to_be_focused()
    expect(page.get_by_label("Rechtliche Gründe")).to_be_checked()


def test_counter_says_how_much_is_left(page, workshop):
    open_form(page, workshop)
    counter = page.locator("[data-counter]")
    expect(counter).to_have_text("Noch 2.000 Zeichen")
    page.get_by_label("Bitte beschreiben Sie es").fill("x" * 2010)

    expect(counter).to_have_text("10 Zeichen zu viel")


@pytest.mark.parametrize(
    "setting",
    [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["desk", "phone-dark", "forced-colours"],
)
@pytest.mark.parametrize("start", ["/eintraege/claas/melden/", "/en/entries/claas/report/"])
def test_form_is_accessible_empty_and_wrong(open_page, workshop, watch, setting, start):
    watch.expect("status of 400")
    page = open_page(**setting)
    page.goto(workshop.address + start)
    assert violations(page) == []
    page.locator("main [type=submit]").click()
    expect(page.locator("[data-errors]")).to_be_focused()

    assert violations(page) == []


def test_form_fits_a_small_window(open_page, workshop, watch):
    watch.expect("status of 400")
    page = open_form(open_page(viewport={"width": 320, "height": 256}), workshop)
    page.locator("main [type=submit]").click()
    expect(page.locator("[data-errors]")).to_be_visible()

    assert overflow(page) <= 0
    assert too_small(page, OWN, 44) == []
    assert too_small(page, TARGETS, 24) == []


def test_confirmation_is_accessible(page, workshop):
    reports(workshop)
    tick(open_form(page, workshop).get_by_label("Etwas anderes"))
    page.get_by_label("Bitte beschreiben Sie es").fill(TEXT)
    page.get_by_role("button", name="Meldung senden").click()
    expect(page.locator(".form__reference")).to_be_visible()

    assert violations(page) == []
    assert focused(page).startswith("body")
