"""axe on the pages of the editors."""

import pytest
from playwright.sync_api import expect

from landkarte import jobs
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
        "submissions/submission/",
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


def test_history(editor):
    open_entry(editor)
    editor.get_by_role("link", name="Geschichte").click()
    expect(editor.locator("#change-history")).to_be_visible()

    assert violations(editor) == []


def open_entry(page):
    page.goto("/admin/landkarte/entry/?q=agrarroboter")
    page.locator("#result_list .field-name a").first.click()
    expect(page.locator(".location-map .map-pin")).to_be_visible()


def test_import_and_export(editor, tmp_path):
    file = tmp_path / "firmen.csv"
    file.write_text("Adressteil;Art;Firma;Telefon\nneu;company;Neu GmbH;0221\n")
    editor.goto("/admin/landkarte/export/add/")
    assert violations(editor) == []

    editor.goto("/admin/landkarte/import/add/")
    assert violations(editor) == []
    editor.get_by_label("Datei", exact=True).set_input_files(file)
    editor.get_by_role("button", name="Hochladen").click()
    assert violations(editor) == []
    editor.get_by_role("button", name="Datei prüfen").click()
    expect(editor.get_by_role("progressbar")).to_be_visible()
    assert violations(editor) == []

    while jobs.run_waiting():
        pass
    editor.reload()
    expect(editor.get_by_role("row", name="Neu GmbH")).to_be_visible()
    assert violations(editor) == []
