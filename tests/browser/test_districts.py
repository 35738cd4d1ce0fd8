"""The map's other layer: districts shaded by hits, by mouse, finger and keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import focused, heading, markers, names, visit
from tests.browser.test_accessibility import violations

TOGGLE = "Kreise nach Treffern einfärben"
SETTINGS = [
    pytest.param({"viewport": DESK}, id="desk"),
    pytest.param({"viewport": PHONE, "has_touch": True, "color_scheme": "dark"}, id="phone-dark"),
]


@pytest.fixture(params=SETTINGS)
def any_page(request, open_page):
    return open_page(**request.param)


def counted(page):
    """What the districts' buttons say: name -> hits."""
    found = [re.fullmatch(r"(.+), (\d+) Einträge?|(.+), 1 Eintrag", name) for name in names(page)]
    return {match[1] or match[3]: int(match[2] or 1) for match in found}


def expected(page, query=""):
    """The same from the API."""
    regions = page.request.get("/api/v1/regions.geojson").json()["features"]
    counts = page.request.get(f"/api/v1/map/?{query}").json()["facets"]["region"]
    districts = [region["properties"] for region in regions if region["properties"]["level"] == "district"]
    return {district["name"]: counts.get(district["ags"], 0) for district in districts}


def district(page, name):
    return page.get_by_role("button", name=re.compile(f"^{name}, "))


def show_districts(page, address="/"):
    visit(page, address)
    page.get_by_role("button", name=TOGGLE).press("Enter")
    expect(markers(page)).to_have_count(53)


def test_toggle_shows_every_district_with_its_hits(any_page):
    show_districts(any_page, "/?kind=research")

    assert counted(any_page) == expected(any_page, "kind=research")
    expect(any_page.get_by_role("button", name=TOGGLE)).to_have_attribute("aria-pressed", "true")
    expect(any_page.get_by_role("button", name=TOGGLE)).to_be_focused()
    expect(any_page.locator(".map-legend li")).to_have_count(6)
    assert violations(any_page) == []


def test_toggle_brings_the_entries_back(page):
    visit(page)
    before = markers(page).count()
    page.get_by_role("button", name=TOGGLE).press("Enter")
    expect(markers(page)).to_have_count(53)
    expect(page).to_have_url(re.compile("layer=districts"))

    page.get_by_role("button", name=TOGGLE).press("Enter")

    expect(markers(page)).to_have_count(before)
    expect(page.locator(".map-legend")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("layer="))


def test_address_opens_the_layer(any_page):
    visit(any_page, "/?layer=districts&kind=product")

    expect(markers(any_page)).to_have_count(53)
    assert counted(any_page) == expected(any_page, "kind=product")


def test_enter_chooses_a_district_and_the_others_keep_their_counts(page):
    show_districts(page)
    before = counted(page)
    district(page, "Kleve").focus()

    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text(f"{before['Kleve']} Treffer")
    expect(page).to_have_url(re.compile("region=05154"))
    expect(district(page, "Kleve")).to_have_attribute("aria-pressed", "true")
    assert counted(page) == before
    assert "map-marker" in focused(page)


def test_enter_on_the_chosen_district_lifts_the_choice(page):
    visit(page, "/?layer=districts&region=05154")
    expect(district(page, "Kleve")).to_have_attribute("aria-pressed", "true")

    district(page, "Kleve").press("Enter")

    expect(page).not_to_have_url(re.compile("region="))
    expect(district(page, "Kleve")).to_have_attribute("aria-pressed", "false")


def test_mouse_sees_name_and_hits_and_chooses(page):
    show_districts(page)
    number = counted(page)["Paderborn"]
    box = district(page, "Paderborn").bounding_box()

    page.mouse.move(box["x"] + 22, box["y"] + 22)
    expect(page.locator(".map-tip")).to_have_text(f"Paderborn, {number} Einträge")
    page.mouse.click(box["x"] + 22, box["y"] + 22)

    expect(heading(page)).to_have_text(f"{number} Treffer")
    expect(page).to_have_url(re.compile("region=05774"))


def test_finger_chooses(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    show_districts(page, "/?kind=company")
    page.locator("#map").scroll_into_view_if_needed()
    box = district(page, "Paderborn").bounding_box()

    page.touchscreen.tap(box["x"] + 22, box["y"] + 22)

    expect(page).to_have_url(re.compile("region=05774"))


def test_districts_are_one_tab_stop_and_say_what_has_the_focus(page):
    show_districts(page)
    expect(page.locator(".map-marker[tabindex='0']")).to_have_count(1)

    district(page, "Münster").focus()
    expect(page.locator(".map-tip")).to_contain_text("Münster, ")
    page.keyboard.press("Tab")

    assert "map-marker" not in focused(page)
    expect(page.locator(".map-tip")).to_be_hidden()


def test_close_view_keeps_the_district_it_lies_in(page):
    visit(page, "/?layer=districts&view=14/51.8200/6.2000")

    expect(markers(page)).to_have_count(1)
    expect(markers(page)).to_have_attribute("aria-label", re.compile("^Kleve, "))
