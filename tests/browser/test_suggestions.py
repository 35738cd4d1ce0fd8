"""Suggestions below the search field."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import (
    heading,
    hits,
    listen,
    mark_document,
    overflow,
    said,
    same_document,
    suggestions,
    until,
    visit,
)
from tests.browser.test_accessibility import SETTINGS, violations


def options(page):
    return page.locator("#q-suggestions [role=option]")


def type_words(page, text):
    page.locator("#q").press_sequentially(text)
    expect(suggestions(page).first).to_be_visible()


def active(page):
    """What the option says that the field points to."""
    return page.evaluate("""() => {
      const id = document.querySelector("#q").getAttribute("aria-activedescendant");
      return id && document.getElementById(id).querySelector(".combobox__label").textContent;
    }""")


def test_place_is_chosen_with_the_keyboard_alone(page):
    visit(page)
    mark_document(page)
    type_words(page, "bonn")
    places = page.get_by_role("group", name="Orte").get_by_role("option")
    expect(places.first).to_contain_text("Bonn")
    labels = options(page).locator(".combobox__label").all_inner_texts()
    for label in labels[: labels.index("Bonn") + 1]:
        page.keyboard.press("ArrowDown")
        assert active(page) == label

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/\?region=05314$"))
    expect(page.locator(".chip__label")).to_have_text(["Bonn"])
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    assert same_document(page)


def test_entry_opens_its_page_with_the_query(page):
    visit(page, "/?kind=initiative")
    type_words(page, "handelsverband")

    options(page).first.click()

    expect(page).to_have_url(re.compile(r"/eintraege/handelsverband-nrw/\?.*kind=initiative"))


def test_industry_joins_those_in_force(page):
    visit(page, "/?industry=trade")
    type_words(page, "handwerk")

    page.get_by_role("group", name="Branchen").get_by_role("option").first.click()

    expect(page).to_have_url(re.compile(r"\?industry=trade&industry=crafts$"))


def test_words_come_in_the_language_of_the_page(page):
    visit(page, "/en/")
    type_words(page, "handwerk")

    expect(options(page).filter(has_text="Skilled crafts")).to_have_count(1)


def test_frame_opens_an_entry_in_a_window_of_its_own_and_keeps_what_is_locked(page):
    visit(page, "/embed/?region=05111&locked=region")
    page.locator(".embed__summary").click()
    type_words(page, "handelsverband")
    with page.context.expect_page() as opened:
        options(page).first.click()
    expect(opened.value).to_have_url(re.compile(r"/eintraege/handelsverband-nrw/"))
    page.locator("#q").fill("deutz")
    options(page).filter(has_text="Ortsteil bei Köln").click()

    expect(page).to_have_url(re.compile(r"/embed/\?region=05111&locked=region&near=[\d.,]+&radius=5$"))
    expect(page.locator("[data-place]")).to_have_count(0)


def test_enter_without_an_option_searches(page):
    visit(page)
    type_words(page, "aachen")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?q=aachen$"))
    expect(options(page)).to_have_count(0)
    expect(heading(page)).to_have_text(f"{hits(page, 'q=aachen')} Treffer")


def test_escape_closes_first_and_keeps_the_words(page):
    visit(page)
    type_words(page, "aachen")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    expect(options(page)).to_have_count(0)
    expect(page.locator("#q")).to_have_value("aachen")
    assert active(page) is None


def test_list_is_busy_until_it_answers_all_that_is_written(page):
    visit(page)
    type_words(page, "han")
    held = []
    page.route(re.compile("/api/v1/suggestions/.*q=hand"), lambda route: held.append(route))
    page.locator("#q").press_sequentially("d")
    until(page, lambda: held)
    expect(page.locator("#q-suggestions")).to_have_attribute("aria-busy", "true")

    held[0].continue_()

    expect(suggestions(page).first).to_be_visible()


def test_home_end_and_the_ends_of_the_list(page):
    visit(page)
    type_words(page, "hand")
    labels = options(page).locator(".combobox__label").all_inner_texts()
    steps = []
    for key in ("ArrowUp", "ArrowDown", "End", "Home"):
        page.keyboard.press(key)
        steps.append(active(page))

    assert steps == [labels[-1], labels[0], labels[-1], labels[0]]


def test_number_is_said_beside_the_result(page):
    visit(page)
    listen(page)
    type_words(page, "hand")
    count = options(page).count()
    expect(page.locator(".filter__search [role=status]")).to_have_text(f"{count} Vorschläge")
    expect(page).to_have_url(re.compile(r"q=hand"))
    expect(page.locator(".chip__label")).to_have_count(1)

    assert said(page) == [heading(page).inner_text()]


def test_one_letter_asks_nothing(page):
    visit(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    page.locator("#q").press_sequentially("a")
    expect(page).to_have_url(re.compile(r"\?q=a$"))

    assert asked == []


def test_failure_is_said_and_search_goes_on(page, watch):
    watch.expect("suggestions")
    watch.expect("Failed to load resource")
    visit(page)
    page.route("**/api/v1/suggestions/**", lambda route: route.abort())
    page.locator("#q").press_sequentially("aachen")

    expect(page.locator(".filter__search .combobox__message")).to_have_text(
        "Die Vorschläge konnten nicht geladen werden."
    )
    expect(heading(page)).to_have_text(f"{hits(page, 'q=aachen')} Treffer")


def test_finger_chooses_on_a_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    visit(page)
    type_words(page, "bonn")
    assert overflow(page) <= 0
    page.get_by_role("group", name="Orte").get_by_role("option").first.tap()

    expect(page).to_have_url(re.compile(r"\?region=05314$"))


@pytest.mark.parametrize("setting", SETTINGS)
def test_open_suggestions_are_accessible(open_page, setting):
    page = open_page(**setting)
    visit(page)
    type_words(page, "hand")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".chip__label")).to_have_count(1)

    assert violations(page, within="[data-filter]") == []
