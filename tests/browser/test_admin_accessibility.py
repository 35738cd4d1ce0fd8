"""axe on the pages of the editors, in both schemes."""

import pytest
from playwright.sync_api import expect

from tests.browser.mouse import click_word
from tests.browser.test_accessibility import rules_in, violations

LISTS = [
    "",
    "landkarte/entry/",
    "landkarte/entry/map/",
    "landkarte/entry/bulk/terms/?vocabulary=focuses&mode=set",
    "landkarte/region/",
    "landkarte/industry/",
    "landkarte/report/",
    "submissions/submission/",
    "submissions/claim/",
    "desk/duplicatepair/",
    "desk/finding/",
    "machinery/job/",
    "desk/import/",
    "zahlen/",
    "jahresbericht/2026/",
]


def violations_by_scheme(page):
    """Scheme -> violations, of those that have some, on the page as it stands there: all rules in the light,
    those of looks in the dark."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")  # links fade
        found[scheme] = violations(page, rules_in(scheme))
    return {scheme: names for scheme, names in found.items() if names}


def test_login(page):
    page.goto("/admin/login/")

    assert violations_by_scheme(page) == {}


@pytest.mark.parametrize("address", LISTS)
def test_lists(staff_page, address):
    staff_page.goto(f"/admin/{address}")

    assert violations_by_scheme(staff_page) == {}


def test_entry_form(staff_page):
    open_entry(staff_page)

    assert violations_by_scheme(staff_page) == {}


def test_offer_form(staff_page):
    staff_page.goto("/admin/offers/offer/")
    assert violations_by_scheme(staff_page) == {}

    staff_page.locator("#result_list .field-name a").first.click()
    expect(staff_page.locator("#id_summary_de")).to_be_visible()
    assert violations_by_scheme(staff_page) == {}


def test_comparing_two_entries(staff_page):
    staff_page.goto("/admin/landkarte/entry/1/compare/?with=2")
    expect(staff_page.locator(".compare-marker")).to_have_count(2)
    staff_page.locator(".compare__same > summary").click()
    assert violations_by_scheme(staff_page) == {}

    staff_page.get_by_role("button", name="Vorschau der Zusammenführung").click()
    expect(staff_page.get_by_role("button", name="Zusammenführen")).to_be_visible()
    assert violations_by_scheme(staff_page) == {}


def test_history(staff_page):
    open_entry(staff_page)
    staff_page.get_by_role("link", name="Geschichte").click()
    expect(staff_page.locator("#change-history")).to_be_visible()

    assert violations_by_scheme(staff_page) == {}


def open_entry(page):
    page.goto("/admin/landkarte/entry/?q=agrarroboter")
    page.locator("#result_list .field-name a").first.click()
    expect(page.locator(".location-map .map-pin")).to_be_visible()


def test_import_and_export(staff_page, workshop, tmp_path):
    file = tmp_path / "firmen.csv"
    file.write_text("Adressteil;Art;Firma;Telefon\nneu;company;Neu GmbH;0221\n")
    staff_page.goto("/admin/desk/export/add/")
    assert violations_by_scheme(staff_page) == {}
    click_word(staff_page.get_by_role("button", name="Datei anfordern"))
    expect(staff_page.get_by_role("progressbar")).to_be_visible()
    assert violations_by_scheme(staff_page) == {}
    workshop.manage("run_jobs", "--once")
    ready = staff_page.get_by_role("link", name="herunterladen")
    expect(ready).to_be_visible()
    assert violations_by_scheme(staff_page) == {}
    with staff_page.expect_download() as download:
        click_word(ready)
    assert download.value.suggested_filename.endswith(".xlsx")

    staff_page.goto("/admin/desk/import/add/")
    assert violations_by_scheme(staff_page) == {}
    staff_page.get_by_label("Datei", exact=True).set_input_files(file)
    staff_page.get_by_role("button", name="Hochladen").click()
    assert violations_by_scheme(staff_page) == {}
    staff_page.get_by_role("button", name="Datei prüfen").click()
    expect(staff_page.get_by_role("progressbar")).to_be_visible()
    assert violations_by_scheme(staff_page) == {}

    workshop.manage("run_jobs", "--once")
    staff_page.reload()
    expect(staff_page.get_by_role("row", name="Neu GmbH")).to_be_visible()
    assert violations_by_scheme(staff_page) == {}
