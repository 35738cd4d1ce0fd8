"""The place panel: by name, by radius, by the reader's own place, by the tree of regions."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.mouse import tick
from tests.browser.pages import open_facet, overflow, suggestions, visit
from tests.browser.test_accessibility import SETTINGS, violations

AACHEN = {"latitude": 50.77664, "longitude": 6.08342}
BERLIN = {"latitude": 52.52, "longitude": 13.405}


def panel(page):
    return page.locator("[data-place]")


def open_panel(page):
    open_facet(page, "region")
    expect(page.locator("#place")).to_be_visible()


def options(page):
    return page.locator("#place-suggestions [role=option]")


def type_place(page, text):
    page.locator("#place").fill(text)
    expect(suggestions(page, "place").first).to_be_visible()


def chips(page):
    return page.locator(".chip__label")


def radius(page):
    return panel(page).get_by_label("Umkreis")


def message(page):
    return panel(page).locator("[data-place-message]")


def test_place_and_radius_with_the_keyboard_alone(page):
    visit(page, "/?kind=research")
    panel(page).locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("aachen")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?kind=research&region=05334002$"))
    expect(chips(page)).to_have_text(["Forschung", "Aachen"])

    page.keyboard.press("Tab")
    page.keyboard.type("25")

    expect(page).to_have_url(re.compile(r"\?kind=research&near=50\.77664,6\.08342&radius=25$"))
    expect(chips(page)).to_have_text(["Forschung", "25 km um Aachen"])
    expect(panel(page)).to_have_attribute("open", "")


def test_enter_takes_the_best_place(page):
    visit(page)
    open_panel(page)
    page.locator("#place").fill("Münster")
    page.locator("#place").press("Enter")

    expect(page).to_have_url(re.compile(r"\?region=05515$"))


def test_part_of_a_town_is_a_circle(page):
    visit(page)
    open_panel(page)
    type_place(page, "deutz")
    options(page).first.click()

    expect(chips(page)).to_have_text(["5 km um Deutz"])
    expect(radius(page)).to_have_value("5")
    expect(radius(page).locator("option").first).to_be_disabled()


def test_another_place_takes_the_place_of_the_first(page):
    visit(page, "/?region=05315")
    open_panel(page)
    type_place(page, "bonn")
    options(page).first.click()

    expect(page).to_have_url(re.compile(r"\?region=05314$"))
    expect(page.locator("input[name=region][value='05315']")).not_to_be_checked()
    expect(page.locator("input[name=region][value='05314']")).to_be_checked()


def test_radius_without_a_place_waits_for_one(page):
    visit(page)
    open_panel(page)
    radius(page).select_option("10")
    expect(page).to_have_url(re.compile(r"/$"))
    type_place(page, "bonn")
    options(page).first.click()

    expect(page).to_have_url(re.compile(r"near=[\d.,]+&radius=10$"))


def test_radius_takes_the_place_that_is_only_typed(page):
    visit(page)
    open_panel(page)
    type_place(page, "bonn")
    radius(page).select_option("10")

    expect(chips(page)).to_have_text(["10 km um Bonn"])
    expect(page.locator("[data-place] [data-selected]")).to_have_text("1")


def test_radius_of_a_circle_changes_alone(page):
    visit(page, "/?near=50.77664,6.08342&radius=30")
    open_panel(page)
    expect(radius(page)).to_have_value("30")
    radius(page).select_option("50")

    expect(page).to_have_url(re.compile(r"\?near=50\.77664,6\.08342&radius=50$"))
    expect(panel(page).locator("[data-selected]")).to_have_text("1")
    expect(page.locator("[data-filter-number]")).to_have_text("1")
    expect(chips(page)).to_have_text(["50 km um Aachen"])


def test_chip_takes_circle_and_name_away(page):
    visit(page)
    open_panel(page)
    radius(page).select_option("10")
    type_place(page, "bonn")
    options(page).first.click()
    expect(chips(page)).to_have_text(["10 km um Bonn"])
    page.locator(".chip").first.click()

    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("#place")).to_have_value("")


def test_unknown_place_is_said(page):
    visit(page)
    open_panel(page)
    page.locator("#place").fill("Nirgendheim")
    expect(panel(page).locator(".combobox__message")).to_have_text(
        "Keinen Ort in Nordrhein-Westfalen gefunden, der so heißt."
    )
    page.locator("#place").press("Enter")

    expect(message(page)).to_have_text("Einen Ort „Nirgendheim“ kennen wir nicht.")
    expect(page).to_have_url(re.compile(r"/$"))


def test_escape_closes_the_list_and_then_the_panel(page):
    visit(page)
    open_panel(page)
    type_place(page, "bonn")
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(panel(page)).to_have_attribute("open", "")
    page.keyboard.press("Escape")

    expect(panel(page)).not_to_have_attribute("open", "")


def test_own_place_is_asked_only_on_request_and_rounded(open_page):
    page = open_page(geolocation=AACHEN, permissions=["geolocation"])
    page.add_init_script(
        "const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0;"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.asked += 1; ask(...all); };"
    )
    visit(page)
    open_panel(page)
    assert page.evaluate("window.asked") == 0
    panel(page).get_by_role("button", name="In meiner Nähe").click()

    expect(page).to_have_url(re.compile(r"\?near=50\.777,6\.083&radius=25$"))
    expect(chips(page)).to_have_text(["25 km um Aachen"])
    expect(message(page)).to_have_text("")


def test_own_place_outside_the_land_is_said(open_page):
    page = open_page(geolocation=BERLIN, permissions=["geolocation"])
    visit(page)
    open_panel(page)
    panel(page).get_by_role("button", name="In meiner Nähe").click()

    expect(message(page)).to_contain_text("außerhalb von Nordrhein-Westfalen")
    expect(page).to_have_url(re.compile(r"/$"))


def test_refused_place_is_said(page):
    visit(page)
    open_panel(page)
    panel(page).get_by_role("button", name="In meiner Nähe").click()

    expect(message(page)).to_contain_text("nicht freigegeben")
    expect(page).to_have_url(re.compile(r"/$"))


def test_municipality_is_ticked_inside_its_district(page):
    visit(page)
    open_panel(page)
    panel(page).locator("summary", has_text="Gemeinden in Städteregion Aachen").press("Enter")
    tick(page.locator("input[name=region][value='05334002']"))

    expect(page).to_have_url(re.compile(r"\?region=05334002$"))
    expect(panel(page).locator("[data-selected]")).to_have_text("1")


def test_finger_chooses_on_a_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    visit(page)
    page.locator("[data-filter-open]").tap()
    panel(page).locator("summary").first.tap()
    type_place(page, "bad")
    assert overflow(page) <= 0
    assert min(one.bounding_box()["height"] for one in options(page).all()) >= 44
    options(page).nth(2).tap()

    expect(page).to_have_url(re.compile(r"\?region=05382008$"))


def test_works_without_scripts(open_page, watch):
    silent = open_page(java_script_enabled=False)
    silent.goto("/?kind=research")
    silent.locator("[data-place] > summary").click()
    expect(silent.get_by_role("button", name="In meiner Nähe")).to_be_hidden()
    silent.locator("#place").fill("Aachen")
    silent.locator("select[name=radius]").select_option("25")
    silent.locator("[data-place]").get_by_role("button", name="Anwenden").click()
    expect(silent).to_have_url(re.compile(r"kind=research&.*near=50\.77664,6\.08342&radius=25$"))
    expect(chips(silent)).to_have_text(["Forschung", "25 km um Aachen"])

    watch.expect("status of 400")
    silent.goto("/?place=Nirgendheim")
    expect(silent.locator(".notice--wrong")).to_contain_text("Einen Ort „Nirgendheim“ kennen wir nicht.")


@pytest.mark.parametrize("setting", SETTINGS)
def test_open_list_of_places_is_accessible(open_page, setting):
    page = open_page(**setting)
    visit(page)
    open_panel(page)
    type_place(page, "bad")
    page.keyboard.press("ArrowDown")

    assert violations(page, within="[data-facet-panel=region]") == []
