"""The page of one entry: what belongs to it, its neighbours on the map, and the way along the hits."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import overflow

ENTRY = "/eintraege/fraunhofer-iais/"


def open_with_map(page, address=ENTRY):
    page.goto(address)
    expect(page.locator(".map-entry--self")).to_be_visible()


def test_card_and_shape_of_a_neighbour_mark_each_other(page):
    open_with_map(page)
    cards, several = page.locator("[data-neighbours] .card"), page.locator(".map-neighbour--several")
    expect(page.locator(".map-neighbour")).to_have_count(2)
    expect(several).to_have_text("3")

    cards.nth(1).get_by_role("link").focus()
    expect(several).to_have_class(re.compile("is-highlighted"))
    expect(page.locator(".map-neighbour.is-highlighted")).to_have_count(1)

    page.locator("h1").hover()
    page.locator(".map-neighbour:not(.map-neighbour--several)").hover()
    expect(cards.nth(3)).to_have_class(re.compile("is-highlighted"))
    several.hover()
    expect(page.locator("[data-neighbours] .card.is-highlighted")).to_have_count(3)


def test_click_on_a_shape_opens_its_neighbour(page):
    open_with_map(page)
    name = page.locator("[data-neighbours] .card__name").nth(3).inner_text()
    page.locator(".map-neighbour:not(.map-neighbour--several)").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_several_at_one_spot_open_as_a_list(page):
    open_with_map(page)
    names = page.locator("[data-neighbours] .card__name").all_inner_texts()[:3]
    page.locator(".map-neighbour--several").click()
    rows = page.locator(".map-popup__row a")
    expect(rows).to_have_text(names)

    rows.nth(1).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(names[1])


def test_all_neighbours_are_in_view(page):
    open_with_map(page)
    frame = page.locator("[data-map]").bounding_box()

    for shape in page.locator(".map-neighbour").all():
        box = shape.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_map_of_an_entry_has_few_stops(page):
    open_with_map(page)
    stops = page.locator("[data-map]").evaluate(
        "map => [map, ...map.querySelectorAll('*')].filter((one) => one.tabIndex >= 0).length"
    )

    assert stops <= 20


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_way_along_the_hits_and_back_to_their_page(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/?kind=company&sort=name&page=2")
    page.locator(".card__name a").first.click()
    expect(page.locator(".trail__place")).to_contain_text("Treffer 25 von ")

    page.locator(".trail").get_by_role("link", name="Nächster").click()
    expect(page.locator(".trail__place")).to_contain_text("Treffer 26 von ")
    page.locator(".trail").get_by_role("link", name="Vorheriger").press("Enter")
    expect(page.locator(".trail__place")).to_contain_text("Treffer 25 von ")

    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Zurück zu den Treffern").click()
    expect(page).to_have_url(re.compile(r"/\?kind=company&sort=name&page=2$"))
    expect(page.locator(".card__name").first).to_have_text(name)


def test_language_switch_keeps_the_way(page):
    page.goto("/eintraege/claas/?kind=company")
    place = re.findall(r"\d+", page.locator(".trail__place").inner_text())
    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile(r"/en/entries/claas/\?kind=company$"))
    assert re.findall(r"\d+", page.locator(".trail__place").inner_text()) == place


def test_tree_does_not_stick_out_of_a_phone(open_page):
    page = open_page(viewport=PHONE)
    for slug in ("fraunhofer-iais", "rwth-aachen", "teuken-7b", "finanzverwaltung-nrw"):
        page.goto(f"/eintraege/{slug}/?q=fraunhofer")
        assert overflow(page) <= 0, slug
