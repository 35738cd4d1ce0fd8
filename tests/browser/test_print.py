"""The print view on the screen and on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import drawn, overflow, visit
from tests.browser.test_accessibility import any_page, violations  # noqa: F401 (a fixture)
from tests.real_files import number_of_entries

IN_AACHEN = number_of_entries(region="05334")


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(
    ("address", "hits"),
    [("/drucken/?region=05334", f"{IN_AACHEN} Treffer"), ("/en/print/?region=05334", f"{IN_AACHEN} results")],
)
def test_paper_has_the_map_and_every_hit(page, address, hits):
    visit(page, address)
    expect(page.locator(".paper__hits")).to_contain_text(hits)
    assert page.locator(".paper-entry").count() == drawn(page) == IN_AACHEN
    pdf = page.pdf(prefer_css_page_size=True)

    assert 2 <= pages_of(pdf) <= 1 + IN_AACHEN / 4
    assert len(pdf) > 20_000


def test_paper_has_no_buttons_and_no_header(page):
    visit(page, "/drucken/?kind=product")
    expect(page.get_by_role("button", name="Drucken")).to_be_visible()
    page.emulate_media(media="print")

    for name in (".paper__tools", ".site-header", ".site-footer", ".leaflet-control-container"):
        expect(page.locator(name)).to_be_hidden()
    expect(page.locator(".paper__map .map")).to_be_visible()


def test_paper_is_light_on_a_dark_screen(open_page):
    page = open_page(color_scheme="dark")
    visit(page, "/drucken/?kind=product")

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 251, 248)"


def test_button_prints(page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    visit(page, "/drucken/?kind=product")
    page.get_by_role("button", name="Drucken").click()

    assert page.evaluate("window.printed") is True


def test_print_view_works_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/drucken/?region=05334")

    expect(page.locator(".paper-entry")).to_have_count(IN_AACHEN)
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()


def test_list_of_the_map_page_prints_without_its_controls(page):
    visit(page, "/?kind=product")
    page.emulate_media(media="print")

    for name in ("#filter", ".sheet__map", ".chip--all", ".pages"):
        expect(page.locator(name)).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


def open_entry(page, slug="adesso"):
    page.goto(f"/eintraege/{slug}/")
    expect(page.locator(".map .map-entry--self")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE, {"width": 1920, "height": 1080}])
def test_entry_prints_its_whole_map(open_page, size):
    page = open_page(viewport=size)
    open_entry(page)
    shown = page.locator(".map").bounding_box()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # a sheet of A4 between its margins
    box = page.locator(".map").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 680
    assert box["width"] / box["height"] == pytest.approx(shown["width"] / shown["height"], rel=0.01)
    mark = page.locator(".map-entry--self").bounding_box()
    assert box["x"] < mark["x"] < mark["x"] + mark["width"] < box["x"] + box["width"]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".map").evaluate("(map) => map.style.cssText.includes('zoom')") is False


def test_entry_prints_without_controls(page):
    open_entry(page)
    page.emulate_media(media="print")

    for name in (
        ".map-zoom",
        ".site-nav",
        ".site-footer",
        ".entry__report",
        ".entry .button",
        ".entry__back",
    ):
        for one in page.locator(name).all():
            expect(one).to_be_hidden()
    for name in ("h1", ".map .map-entry--self", ".map-sources", "address", "#nahe"):
        expect(page.locator(name).first).to_be_visible()


def test_printer_hears_of_the_map_in_time(page):
    """A real print, not one that the test plays: the map has its size when the sheet is laid out."""
    open_entry(page)
    keep = "() => { window.kept = document.querySelector('.map').style.zoom; }"
    page.evaluate(f"window.addEventListener('beforeprint', {keep})")
    page.pdf(format="A4")

    assert page.evaluate("window.kept") == "1"


@pytest.mark.parametrize("size", [DESK, PHONE, {"width": 320, "height": 256}])
def test_print_view_does_not_stick_out(open_page, size):
    page = open_page(viewport=size)
    visit(page, "/drucken/?region=05334")

    assert overflow(page) <= 0


@pytest.mark.parametrize("address", ["/drucken/?region=05334", "/en/print/?kind=product"])
def test_print_view_is_accessible(any_page, address):  # noqa: F811
    visit(any_page, address)

    assert violations(any_page) == []
