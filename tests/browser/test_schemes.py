"""Dark scheme, forced colours, no motion, print: the page follows what the reader has set."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import address_of, markers, single_entry, visit


def colour(page, selector, name):
    return page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{name}")


def test_scheme_changes_while_the_page_is_open(page):
    visit(page)
    light = colour(page, "html", "backgroundColor")
    page.emulate_media(color_scheme="dark")

    assert light == "rgb(251, 251, 248)"
    assert colour(page, "html", "backgroundColor") == "rgb(18, 24, 28)"
    assert colour(page, "body", "color") == "rgb(230, 236, 234)"


def test_kinds_keep_colour_and_shape_in_the_dark(open_page):
    page = open_page(color_scheme="dark")
    visit(page, "/?kind=research")

    assert colour(page, ".card .shape", "color") == "rgb(195, 161, 240)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_the_page_usable(open_page, scheme):
    page = open_page(forced_colors="active", color_scheme=scheme)
    visit(page)
    page.locator("[data-facet-panel=kind] > summary").click()
    expect(page.locator("[data-facet-panel=kind] .facet__panel")).to_be_visible()
    expect(page.get_by_role("button", name="Näher heran")).to_be_visible()

    assert colour(page, ".map-button", "borderStyle") == "solid"


def test_nothing_moves_for_those_who_want_rest(open_page):
    page = open_page(reduced_motion="reduce")
    visit(page)
    page.get_by_role("button", name="Näher heran").click()

    assert page.locator(".leaflet-zoom-anim").count() == 0
    assert colour(page, ".results", "transitionDuration") == "0s"


def test_popup_opens_at_rest(open_page):
    page = open_page(reduced_motion="reduce")
    visit(page, address_of(single_entry(page)))
    markers(page).press("Enter")

    expect(page.get_by_role("dialog").locator(".map-popup__name")).to_be_visible()


def test_print_leaves_out_what_paper_cannot_do(page):
    visit(page)
    page.emulate_media(media="print")

    expect(page.locator("#filter")).to_be_hidden()
    expect(page.locator("#results .card").first).to_be_visible()
