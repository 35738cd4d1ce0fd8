"""Panels that lie over a page: the mouse chooses several values in one, and it closes as people expect."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.mouse import click_free, click_word, tick, untick
from tests.browser.pages import heading, suggestions, visit
from tests.browser.waiting import new_change
from tests.real_files import number_of_entries

COMPANIES_AND_PRODUCTS = number_of_entries(kinds=["company", "product"])

FILTERS = [
    "/",
    "/embed/",
    "/angebote/",
    "/foerderung/",
    "/veranstaltungen/",
]
OTHERS = {  # a panel -> the page that has it
    "[data-facet-panel=region]": "/",
    "[data-share]": "/",
    ".queue__views .desk-menu": "/admin/",
    ".desk-bar .desk-menu >> nth=1": "/admin/landkarte/entry/",
    ".review__keys": "a submission",
}
# Class names of what opens over a page, rather than in it, and would never close by itself.
UNTAMED = """() => [...document.querySelectorAll("details:not([data-panel])")].filter((one) => {
  one.open = true;
  const isOver = (part) => ["absolute", "fixed"].includes(getComputedStyle(part).position);
  return [one, ...one.children].some((part) => !part.matches("summary") && isOver(part));
}).map((one) => one.className)"""


def open_panel(page, selector):
    """Presses on the panel's name."""
    panel = page.locator(selector)
    click_word(panel.locator("> summary"))
    expect_open(panel)
    return panel


def expect_open(panel):
    expect(panel).to_have_attribute("open", "")


def expect_shut(panel):
    expect(panel).not_to_have_attribute("open", "")


def body_of(panel):
    return panel.locator("> :not(summary)")


def open_filter(page, address):
    page.goto(address)
    if address == "/embed/":
        click_word(page.locator(".embed__summary"))
    return open_panel(page, "[data-panel] >> visible=true >> nth=0")


@pytest.fixture(scope="module")
def submission(workshop):
    return new_change(workshop, "miele", "panel@miele.example", summary_de="Neue Worte.")[1]


@pytest.fixture(params=[*FILTERS, *OTHERS])
def opened(request, page, open_page, workshop, staff_state):
    """Every panel of its kind, opened with the mouse."""
    if request.param in FILTERS:
        return open_filter(page, request.param)
    address = OTHERS[request.param]
    if address == "a submission":
        address = request.getfixturevalue("submission")
    if address.startswith("/admin/"):
        page = open_page(base_url=workshop.address, storage_state=staff_state)
    page.goto(address)
    return open_panel(page, request.param)


# -- Choosing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", FILTERS)
def test_panel_stays_open_while_values_are_chosen_by_their_words(page, address):
    panel = open_filter(page, address)
    values = panel.locator(".facet__options label input:not(:disabled)")
    for at in (0, 1):
        tick(values.nth(at))
        expect_open(panel)
    click_free(body_of(panel))
    expect_open(panel)
    untick(values.nth(0))

    expect(values.nth(1)).to_be_checked()
    expect_open(panel)


def test_words_chosen_with_the_mouse_are_the_filter(page):
    visit(page)
    panel = open_panel(page, "[data-facet-panel=kind]")
    click_word(panel.locator(".facet__options label > span", has_text="Produkt"))
    click_word(panel.locator(".facet__options label > span", has_text="Forschung"))

    expect(page.locator(".chip__label")).to_have_text(["Forschung", "Produkt"])
    expect(panel.locator("[data-selected]")).to_have_text("2")
    expect_open(panel)


def test_heading_and_free_space_leave_the_panel_open(page):
    visit(page)
    panel = open_panel(page, "[data-facet-panel=region]")
    click_word(panel.locator(".facet__heading").first)
    click_word(panel.locator(".place__radius span"))
    click_free(body_of(panel))

    expect_open(panel)


def test_selecting_text_past_the_edge_leaves_the_panel_open(page):
    visit(page)
    panel = open_panel(page, "[data-facet-panel=industry]")
    field = panel.locator("[data-facet-search]")
    field.fill("handwerk")
    spot = field.bounding_box()
    page.mouse.move(spot["x"] + 60, spot["y"] + 10)
    page.mouse.down()
    page.mouse.move(5, spot["y"] + 10)
    page.mouse.up()

    expect_open(panel)


def test_enter_on_a_value_leaves_the_panel_open(page):
    visit(page)
    panel = open_panel(page, "[data-facet-panel=kind]")
    tick(panel.locator("input").first)
    panel.locator("input").first.press("Enter")

    expect(page.locator(".chip__label")).to_have_count(1)
    expect_open(panel)


def test_value_below_the_suggestions_is_chosen_at_the_first_press(page):
    visit(page)
    panel = open_panel(page, "[data-facet-panel=region]")
    panel.locator("#place").press_sequentially("aachen")
    expect(suggestions(page, "place").first).to_be_visible()
    tick(panel.locator(".facet__options label input").first)  # moves up when the suggestions above it go

    expect(panel.locator("[role=option]")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?region=051$"))


# -- Closing ---------------------------------------------------------------------------------------------


def test_panel_closes_with_escape_by_a_press_beside_and_by_tab(opened):
    page, name = opened.page, opened.locator("> summary")
    click_free(body_of(opened))
    page.keyboard.press("Escape")
    expect_shut(opened)
    expect(name).to_be_focused()

    click_word(name)
    click_free(body_of(opened))
    expect_open(opened)
    page.mouse.click(3, 300)
    expect_shut(opened)

    click_word(name)
    expect_open(opened)
    page.keyboard.press("Shift+Tab")
    expect_shut(opened)


def test_link_below_an_open_menu_opens_at_the_first_press(staff_page):
    staff_page.goto("/admin/landkarte/entry/")
    open_panel(staff_page, ".desk-bar .desk-menu >> nth=1")
    name = staff_page.locator("#result_list tbody th a").first
    click_word(name)

    expect(staff_page).to_have_url(re.compile(r"/entry/\d+/change/"))


def test_everything_that_opens_over_a_page_closes_by_the_same_rule(page, staff_page):
    addresses = ["/eintraege/claas/", "/einbetten/", "/zahlen/", "/starthilfe/", "/aenderungen/", "/drucken/"]
    found = {}
    for address in [*FILTERS, "/veranstaltungen/?view=month", *addresses]:
        page.goto(address)
        found[address] = page.evaluate(UNTAMED)
    for address in ["/admin/", "/admin/landkarte/entry/", "/admin/machinery/job/"]:
        staff_page.goto(address)
        found[address] = staff_page.evaluate(UNTAMED)

    assert {address: names for address, names in found.items() if names} == {}


# -- On a phone ------------------------------------------------------------------------------------------


def test_panels_in_the_dialog_stay_open_until_it_closes(open_page):
    page = visit(open_page(viewport=PHONE))
    click_word(page.locator("[data-filter-open]"))
    dialog = page.locator("[data-filter-dialog]")
    panel = open_panel(page, "[data-facet-panel=kind]")
    tick(panel.locator("input[value=product]"))
    tick(panel.locator("input[value=company]"))
    click_word(page.locator("#filter-title"))
    click_free(page.locator("[data-filter-body]"))
    expect_open(panel)
    expect(dialog.locator("[data-filter-show]")).to_have_text(f"{COMPANIES_AND_PRODUCTS} Treffer anzeigen")
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(heading(page)).to_have_text(f"{COMPANIES_AND_PRODUCTS} Treffer")
    expect_shut(panel)


def test_finger_chooses_several_values_on_a_phone(open_page):
    page = visit(open_page(viewport=PHONE, has_touch=True))
    page.locator("[data-filter-open]").tap()
    panel = page.locator("[data-facet-panel=kind]")
    panel.locator("> summary").tap()
    for word in ("Produkt", "Unternehmen"):
        panel.locator(".facet__options label > span", has_text=word).tap()

    expect(page.locator("[data-filter-show]")).to_have_text(f"{COMPANIES_AND_PRODUCTS} Treffer anzeigen")
    expect_open(panel)


def test_panel_of_a_list_without_dialog_stays_open_on_a_phone(open_page):
    page = open_page(viewport=PHONE)
    panel = open_filter(page, "/angebote/")
    tick(panel.locator(".facet__options label input:not(:disabled)").nth(0))
    click_free(body_of(panel))
    tick(panel.locator(".facet__options label input:not(:disabled)").nth(1))

    expect_open(panel)
