"""The queue by keyboard alone: through the items, taking one, opening it, deciding, and on to the next."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.mouse import untick
from tests.browser.pages import overflow
from tests.browser.test_accessibility import violations

MAKE = """
from landkarte import reports
from landkarte.models import Entry, Report
from desk.models import Handling
Report.objects.all().delete(); Handling.objects.all().delete()
entry = Entry.objects.published().first()
for number in range(3):
    reports.receive(entry, reason="wrong", text="Bitte prüfen Sie das.", email="", sender=f"q{number}")
"""
KEYS = "dialog[data-keys]"


@pytest.fixture
def page(staff_page, workshop):
    workshop.manage("shell", "-v", "0", "-c", MAKE)
    staff_page.goto("/admin/?kind=report")
    return staff_page


def focused_item(page):
    return page.locator("[data-item]:focus-within")


def test_report_is_taken_opened_and_closed_by_keyboard(page):
    items = page.locator("[data-item]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(items.nth(1).locator("[data-open]")).to_be_focused()
    page.keyboard.press("k")
    expect(items.nth(0).locator("[data-open]")).to_be_focused()
    page.keyboard.press("a")
    expect(focused_item(page).locator(".queue__who")).to_have_text("Sie")
    page.keyboard.press("Enter")
    expect(page.locator(".handling")).to_contain_text("Zuständig")
    first = page.url

    page.locator("[name=_close]").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("erledigt")
    assert page.url != first
    assert re.search(r"/report/\d+/change/\?queue=kind%3Dreport$", page.url)


def test_shortcuts_rest_while_typing_and_can_be_switched_off(page):
    page.keyboard.press("/")
    page.keyboard.type("ja")
    expect(page.locator("[data-search]")).to_have_value("ja")
    page.locator("[data-search]").blur()
    page.keyboard.press("?")
    expect(page.locator(KEYS)).to_be_visible()
    assert violations(page) == []
    untick(page.locator("[data-keys-on]"))
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")

    expect(focused_item(page)).to_have_count(0)


def test_queue_fits_a_phone_and_has_nothing_for_axe(page):
    for width, scheme in ((320, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 720})
        page.emulate_media(color_scheme=scheme)
        page.goto("/admin/")
        assert (overflow(page), violations(page)) == (0, []), (width, scheme)
        page.locator("[data-open]").first.click()
        assert (overflow(page), violations(page)) == (0, []), (width, scheme)
