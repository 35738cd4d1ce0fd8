"""axe on the pages of the editors."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

SCHEMES = ["light", "dark"]


@pytest.fixture(params=SCHEMES)
def editor(request, staff_page):
    staff_page.emulate_media(color_scheme=request.param)
    return staff_page


@pytest.mark.parametrize("scheme", SCHEMES)
def test_login(open_page, scheme):
    page = open_page(color_scheme=scheme)
    page.goto("/admin/login/")

    assert violations(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "landkarte/entry/",
        "landkarte/region/",
        "landkarte/industry/",
        "landkarte/report/",
        "zahlen/",
        "jahresbericht/2026/",
        "submissions/submission/",
        "landkarte/duplicatepair/",
    ],
)
def test_lists(editor, address):
    editor.goto(f"/admin/{address}")

    assert violations(editor) == []


def test_entry_form(editor):
    open_entry(editor)

    assert violations(editor) == []


def test_offer_form(editor):
    editor.goto("/admin/offers/offer/")
    assert violations(editor) == []

    editor.locator("#result_list .field-name a").first.click()
    expect(editor.locator("#id_summary_de")).to_be_visible()
    assert violations(editor) == []


def test_comparing_two_entries(editor):
    editor.goto("/admin/landkarte/entry/1/compare/?with=2")
    expect(editor.locator(".compare-marker")).to_have_count(2)
    editor.locator(".compare__same > summary").click()
    assert violations(editor) == []

    editor.get_by_role("button", name="Vorschau der Zusammenführung").click()
    expect(editor.get_by_role("button", name="Zusammenführen")).to_be_visible()
    assert violations(editor) == []


def test_history(editor):
    open_entry(editor)
    editor.get_by_role("link", name="Geschichte").click()
    expect(editor.locator("#change-history")).to_be_visible()

    assert violations(editor) == []


def open_entry(page):
    page.goto("/admin/landkarte/entry/?q=agrarroboter")
    page.locator("#result_list .field-name a").first.click()
    expect(page.locator(".location-map .map-pin")).to_be_visible()
