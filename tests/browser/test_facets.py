"""The filter panels: by keyboard, with live counts, and they close as one expects."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.mouse import tick
from tests.browser.pages import close_suggestions, focused, heading, listen, ready, said, visit
from tests.real_files import number_of_rows

ENTRIES = number_of_rows("entries.csv")


def panel(page, name):
    return page.locator(f"[data-facet-panel={name}]")


def box(page, name, value):
    return page.locator(f"input[name={name}][value='{value}']")


def counts(page, name):
    """Value -> count, as the panel shows it; the counts come with what the map draws."""
    options = panel(ready(page), name).locator(".option")
    values = options.locator("input").evaluate_all("all => all.map((one) => one.value)")
    numbers = options.locator(".option__count").all_text_contents()
    return dict(zip(values, map(int, numbers), strict=True))


def open_by_keyboard(page, name):
    panel(page, name).locator(".facet__summary").focus()
    page.keyboard.press("Enter")
    expect(panel(page, name)).to_have_attribute("open", "")


def test_two_values_ticked_by_keyboard_widen_and_the_panel_stays(page):
    visit(page)
    open_by_keyboard(page, "kind")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?kind=company$"))
    expect(page.locator(".chip__label")).to_have_text(["Unternehmen"])
    one = int(page.locator("#results").get_attribute("data-total"))

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?kind=company&kind=research$"))
    expect(page.locator(".chip__label")).to_have_text(["Unternehmen", "Forschung"])

    assert int(page.locator("#results").get_attribute("data-total")) > one
    expect(panel(page, "kind")).to_have_attribute("open", "")
    expect(box(page, "kind", "research")).to_be_focused()
    expect(panel(page, "kind").locator("[data-selected]")).to_have_text("2")


def test_counts_of_the_other_facets_follow_and_equal_the_hits(page):
    visit(page)
    before = counts(page, "industry")
    open_by_keyboard(page, "kind")
    tick(box(page, "kind", "product"))
    after = counts(page, "industry")
    value, number = max(after.items(), key=lambda item: item[1])
    assert after != before

    page.keyboard.press("Escape")
    panel(page, "industry").locator(".facet__summary").click()
    tick(box(page, "industry", value))

    expect(page.locator("#results")).to_have_attribute("data-total", str(number))


def test_own_facet_keeps_its_counts(page):
    visit(page)
    before = counts(page, "kind")

    panel(page, "kind").locator(".facet__summary").click()
    tick(box(page, "kind", "product"))
    expect(page.locator(".chip__label")).to_have_text(["Produkt"])

    assert counts(page, "kind") == before


def test_values_that_give_nothing_are_there_but_disabled(page):
    visit(page, "/?kind=qualification&region=05314")
    expect(panel(page, "kind").locator(".option")).to_have_count(7)
    shown = counts(page, "industry")
    empty = [value for value, number in shown.items() if number == 0]
    assert empty != []

    for value, number in shown.items():
        state = box(page, "industry", value)
        (expect(state).to_be_disabled if number == 0 else expect(state).to_be_enabled)()


def test_server_and_script_agree_on_the_counts(page, open_page):
    silent = open_page(java_script_enabled=False)
    query = "?q=logistik&kind=company"
    silent.goto(f"/{query}")
    from_server = silent.locator(".option__count").all_text_contents()

    visit(page)
    page.locator("#q").fill("logistik")
    close_suggestions(page)
    expect(page.locator(".chip__label")).to_have_text(["„logistik“"])
    panel(page, "kind").locator(".facet__summary").click()
    tick(box(page, "kind", "company"))
    expect(page.locator(".chip__label")).to_have_text(["„logistik“", "Unternehmen"])

    expect(page.locator(".option__count")).to_have_text(from_server)


def test_escape_closes_the_panel_and_the_focus_returns_to_its_name(page):
    visit(page)
    open_by_keyboard(page, "industry")
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(panel(page, "industry")).not_to_have_attribute("open", "")
    expect(panel(page, "industry").locator(".facet__summary")).to_be_focused()


def test_click_elsewhere_closes_the_panel(page):
    visit(page)
    panel(page, "industry").locator(".facet__summary").click()

    page.get_by_role("heading", level=1).click()

    expect(panel(page, "industry")).not_to_have_attribute("open", "")


def test_leaving_by_tab_closes_the_panel(page):
    visit(page)
    panel(page, "kind").locator(".facet__summary").click()
    box(page, "kind", "qualification").focus()

    page.keyboard.press("Tab")

    expect(panel(page, "kind")).not_to_have_attribute("open", "")
    expect(panel(page, "industry").locator(".facet__summary")).to_be_focused()


def test_only_one_panel_is_open(page):
    visit(page)
    panel(page, "kind").locator(".facet__summary").click()
    panel(page, "size").locator(".facet__summary").press("Enter")

    expect(page.locator("[data-facet-panel][open]")).to_have_count(1)


def test_ticking_says_the_hits_once(page):
    visit(page)
    listen(page)
    panel(page, "size").locator(".facet__summary").click()
    tick(box(page, "size", "sme"))
    expect(page.locator(".chip__label")).to_have_count(1)
    expect(heading(page)).not_to_have_text(f"{ENTRIES} Treffer")

    assert said(page) == [heading(page).inner_text()]


@pytest.mark.parametrize("name", ["kind", "industry", "focus", "size", "region"])
def test_open_panel_lies_within_the_window(page, name):
    visit(page)
    panel(page, name).locator(".facet__summary").click()

    place = panel(page, name).locator(".facet__panel").bounding_box()

    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 1280
    assert place["y"] + place["height"] <= 800
    assert focused(page) == "summary.facet__summary"
