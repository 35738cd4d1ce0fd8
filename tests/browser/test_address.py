"""One state: the address holds the query and what the map shows; back and forward bring both back."""

import re

import pytest
from playwright.sync_api import expect

from landkarte.query.engine import LIST_PAGE_SIZE
from tests.browser.conftest import PHONE
from tests.browser.pages import entries, heading, names, ready, until, visit

VIEW = re.compile(r"view=([\d.]+/[\d.]+/[\d.]+)")
PATIENT = "/?q=ki&kind=company&kind=research"


@pytest.fixture
def waiting(page):
    """A filter has been set, and its list is still on its way: the one before it stands in the page."""
    visit(page, PATIENT)
    page.route(re.compile(r"/\?q=ki&kind=company&kind=research&size=sme$"), lambda route: None)
    page.locator(".facet__options label [name=size][value=sme]").evaluate("box => box.click()")
    expect(page).to_have_url(re.compile("&size=sme$"))
    expect(page.locator("#results")).to_have_class(re.compile("is-loading"))
    return page


def scrolled(page):
    return page.evaluate("Math.round(window.scrollY)")


def view(page):
    found = VIEW.search(page.url)
    return found and found[1]


def test_back_brings_filter_list_view_and_scroll_back(page):
    visit(page)
    page.locator(".map-button--zoomIn").click()
    expect(page).to_have_url(VIEW)
    before = page.url, entries(page)
    page.evaluate("window.scrollTo(0, 900)")
    until(page, lambda: page.evaluate("history.state?.scroll") == 900)

    page.locator(".facet__options label [name=kind][value=research]").evaluate("box => box.click()")
    expect(page).to_have_url(re.compile("kind=research"))
    expect(page.locator(".chip__label")).to_have_text(["Forschung"])
    page.locator(".map-button--zoomIn").click()
    until(page, lambda: view(page) != VIEW.search(before[0])[1])
    page.go_back()

    expect(page.locator(".chip")).to_have_count(0)
    until(page, lambda: scrolled(page) == 900)
    assert (page.url, entries(page)) == before
    assert not page.locator(".facet__options label [name=kind][value=research]").is_checked()


def test_address_with_a_view_opens_there(page, open_page):
    visit(page)
    page.locator(".map-button--zoomIn").click()
    expect(page).to_have_url(VIEW)
    shown = names(page)

    other = open_page()
    visit(other, page.url)

    assert names(other) == shown
    assert view(other) == view(page)


def test_choosing_a_region_moves_the_map_there_and_forgets_the_old_view(page):
    visit(page, "/?view=9/51.9600/7.6300")

    page.locator(".facet__options label [name=region][value='05334']").evaluate("box => box.click()")

    expect(page.locator(".chip__label")).to_have_text(["Städteregion Aachen"])
    assert view(page) is None
    expect(page.locator(".map-marker").first).to_have_accessible_name(
        re.compile("(bei|in) (Aachen|Esch|Stol)")
    )


@pytest.mark.parametrize("by", ["click", "keyboard"])
def test_chip_of_the_list_before_keeps_the_filter_set_since(waiting, by):
    chip = waiting.locator(".chip", has_text="Unternehmen")
    chip.click() if by == "click" else chip.press("Enter")

    expect(waiting).to_have_url(re.compile(r"/\?q=ki&kind=research&size=sme$"))
    expect(waiting.locator(".chip__label")).to_have_text(["„ki“", "Forschung", re.compile("mittlere")])
    expect(waiting.locator(".facet__options label [name=size][value=sme]")).to_be_checked()


def test_page_of_the_list_before_keeps_the_filter_set_since(waiting):
    waiting.get_by_role("link", name="Seite 2").click()

    expect(waiting).to_have_url(re.compile(r"/\?q=ki&kind=company&kind=research&size=sme$"))


def test_removing_all_filters_removes_the_one_set_since(waiting):
    waiting.get_by_role("link", name="Alle Filter entfernen").click()

    expect(waiting).to_have_url(re.compile("/$"))
    expect(waiting.locator(".chip")).to_have_count(0)


def test_chip_leaves_the_map_where_the_reader_has_moved_it(page):
    visit(page, "/?kind=company")
    page.locator(".map-button--zoomIn").click()
    expect(page).to_have_url(VIEW)
    moved = view(page)

    page.locator(".chip", has_text="Unternehmen").click()

    expect(page.locator(".chip")).to_have_count(0)
    assert view(page) == moved


@pytest.mark.parametrize(
    "query", ["view=nonsense", "view=99/0/0", "layer=nix", "view=9/89/179", "kiosk=2&view=%00"]
)
def test_nonsense_about_the_page_leaves_the_page_as_it_is(page, query):
    visit(page, f"/?{query}")

    expect(heading(page)).to_have_text(re.compile(r"^\s*\d+ Treffer\s*$"))
    assert len(entries(page)) == LIST_PAGE_SIZE


def test_link_of_this_view_is_copied(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, "/?kind=product")
    page.locator("[data-share] > summary").click()
    expect(page.locator("[data-link]")).to_have_value(page.url)

    page.get_by_role("button", name="Link kopieren").click()

    expect(page.locator("#live")).to_have_text("Der Link ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_link_is_selected_where_the_browser_refuses_to_copy(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    visit(page, "/?kind=product")
    page.locator("[data-share] > summary").click()

    page.get_by_role("button", name="Link kopieren").click()

    expect(page.locator("[data-link]")).to_be_focused()
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == page.url


@pytest.mark.parametrize("language", ["", "en/"])
def test_everything_shared_carries_the_filter(page, language):
    visit(page, f"/{language}?kind=product&region=05315&view=9/50.9/6.9")
    total = heading(page).text_content().split()[0]
    links = page.locator(".share__list a").evaluate_all("all => all.map((one) => one.href)")

    answers = {address: page.request.get(address) for address in links}

    assert [answer.status for answer in answers.values()] == [200] * 7
    assert all("kind=product" in address and "region=05315" in address for address in links)
    table = next(answer for address, answer in answers.items() if ".csv" in address)
    assert len(table.text().strip().splitlines()) - 1 == int(total)


def test_share_menu_opens_and_closes_by_keyboard(page):
    visit(page)
    page.locator("[data-share] > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(page.locator(".share__panel")).to_be_hidden()
    expect(page.locator("[data-share] > summary")).to_be_focused()


def test_start_leads_to_its_kind_and_goes_when_something_is_chosen(page):
    visit(page)

    page.get_by_role("link", name="Wer macht das schon?").click()

    expect(page).to_have_url(re.compile(r"\?kind=best_practice$"))
    expect(page.locator(".start")).to_have_count(0)
    expect(page.locator(".facet__options label [name=kind][value=best_practice]")).to_be_checked()


def test_start_keeps_the_place(page):
    visit(page, "/?region=05334002")

    page.get_by_role("link", name="Wer kann helfen?").click()

    expect(page).to_have_url(re.compile(r"\?region=05334002&kind=company$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_filters_open_as_a_dialog_on_a_phone(open_page, scheme):
    page = open_page(viewport=PHONE, has_touch=True, color_scheme=scheme)
    visit(page)
    page.get_by_role("button", name="Filter").tap()
    dialog = page.get_by_role("dialog", name="Filter")
    expect(dialog).to_be_visible()

    dialog.locator("[data-facet-panel=kind] > summary").tap()
    dialog.locator("label:has([name=kind][value=research])").tap()
    hits = heading(page)
    expect(page.locator("#results .chip__label")).to_have_text(["Forschung"])
    number = hits.text_content().split()[0]
    expect(dialog.locator("[data-filter-show]")).to_have_text(f"{number} Treffer anzeigen")
    dialog.locator("[data-filter-show]").tap()

    expect(dialog).to_be_hidden()
    expect(page.locator("[data-filter-open]")).to_be_focused()
    expect(page.locator("[data-filter-number]")).to_have_text("1")
    assert page.url.endswith("/?kind=research")


def test_escape_closes_the_dialog_and_all_filters_go_with_one_button(open_page):
    page = open_page(viewport=PHONE)
    visit(page, "/?kind=research&size=sme")
    page.locator("[data-filter-open]").press("Enter")
    page.get_by_role("button", name="Alle entfernen").press("Enter")
    expect(page.locator("#results .chip")).to_have_count(0)

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-filter-open]")).to_be_focused()
    assert page.locator("[data-facet-panel] input:checked").count() == 0


def test_values_of_a_long_filter_are_found_by_their_name(page):
    visit(page)
    panel = page.locator("[data-facet-panel=industry]")
    panel.locator(".facet__summary").click()

    panel.locator("[data-facet-search]").fill("handwérk")

    expect(panel.locator(".facet__options > li:visible label > span:first-of-type")).to_contain_text(
        ["Handwerk"]
    )
    assert page.url.endswith("/")
    panel.locator("[data-facet-search]").fill("xqzw")
    expect(panel.get_by_text("Kein Wert heißt so.")).to_be_visible()


def test_explanation_of_a_focus_opens_on_demand_and_chooses_nothing(page):
    visit(page)
    panel = page.locator("[data-facet-panel=focus]")
    panel.locator(".facet__summary").click()
    row = panel.locator(".facet__options > li").first
    expect(row.locator(".definition > p")).to_be_hidden()

    row.locator(".definition > summary").press("Enter")

    expect(row.locator(".definition > p")).to_be_visible()
    assert panel.locator("input:checked").count() == 0


def test_retired_word_in_an_old_link_says_what_it_is_called_now(open_page, workshop):
    page = open_page(base_url=workshop.address)
    page.goto("/?focus=altes-wort")
    ready(page)

    expect(page.locator(".replaced")).to_have_text(re.compile(r"^\s*„Altes Wort“ heißt jetzt „.+“\.\s*$"))
