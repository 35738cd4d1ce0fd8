"""Flagships: a partner is followed to its entry and its other projects; the mark leads back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import address_of, markers, overflow, visit


def follow(page, name, scope="main"):
    """Opens a link as a keyboard does."""
    link = page.locator(scope).get_by_role("link", name=name, exact=True).first
    link.focus()
    page.keyboard.press("Enter")


def heading(page):
    return page.get_by_role("heading", level=1)


def test_partner_is_followed_to_its_entry_and_its_other_projects(page):
    page.goto("/flagships/")
    page.locator(".fields-nav").get_by_role("link", name=re.compile("^Gesundheit")).click()
    expect(page.locator(".flagship-card")).to_have_count(2)
    follow(page, "SmartHospital.NRW")
    expect(heading(page)).to_have_text("SmartHospital.NRW")
    expect(page.locator(".map-entry--self")).to_have_count(1)

    follow(page, "RWTH Aachen", ".partners")
    expect(page).to_have_url(re.compile("/eintraege/rwth-aachen/$"))
    expect(page.locator("[aria-labelledby=beteiligt] .relation__name strong")).to_have_text(
        ["CPML", "SmartHospital.NRW", "Zertifizierte KI"]
    )
    follow(page, "CPML", ".relations")
    expect(heading(page)).to_have_text("CPML")

    follow(page, "Auf der Karte: Eintrag des Projekts")
    expect(page).to_have_url(re.compile("/eintraege/cyber-production-management-lab/$"))
    follow(page, "KI.NRW-Flagship", ".entry__head")
    expect(page).to_have_url(re.compile("/flagships/cyber-production-management-lab/$"))


def test_partner_is_followed_on_a_phone_in_english_by_keyboard_without_scripts(open_page):
    page = open_page(viewport=PHONE, locale="en-GB", java_script_enabled=False)
    page.goto("/en/flagships/")
    page.get_by_role("link", name="Datenfabrik.NRW", exact=True).press("Enter")
    page.locator(".partners").get_by_role("link", name="CLAAS", exact=True).press("Enter")

    expect(heading(page)).to_have_text("CLAAS")
    page.locator(".relations").get_by_role("link", name="Datenfabrik.NRW", exact=True).press("Enter")
    expect(page).to_have_url(re.compile("/en/flagships/datenfabrik-nrw/$"))


def test_place_on_the_map_and_its_partner_mark_each_other(page):
    page.goto("/flagships/datenfabrik-nrw/")
    partner = page.locator(".partner", has=page.get_by_role("link", name="CLAAS", exact=True))
    partner.get_by_role("link").focus()

    expect(page.locator(".map-neighbour.is-highlighted")).to_have_count(1)
    assert page.locator(".map-neighbour.is-highlighted").get_attribute("title") == "CLAAS"

    page.locator(".map-neighbour[title='Schmitz Cargobull']").hover()
    expect(page.locator(".partner.is-highlighted a")).to_contain_text(["CLAAS", "Schmitz Cargobull"])


def test_place_on_the_overview_leads_to_its_flagship(page):
    page.goto("/flagships/?industry=trade")
    page.locator(".map-neighbour").click()

    expect(heading(page)).to_have_text("KI-Navi Handel")


def test_popup_and_card_of_a_flagship_bear_the_mark(page):
    row = page.request.get("/api/v1/entries/datenfabrik-nrw/").json()
    visit(page, address_of(row))
    expect(page.locator(".card .mark")).to_have_text(["KI.NRW-Flagship"])
    markers(page).first.press("Enter")

    expect(page.locator(".map-popup .mark")).to_have_text(["KI.NRW-Flagship"])
    assert row["marks"] == ["flagship"]


@pytest.mark.parametrize("address", ["/flagships/", "/flagships/datenfabrik-nrw/"])
def test_print_fits_the_paper(page, address):
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 with its margins

    expect(heading(page)).to_be_visible()
    assert overflow(page) <= 0
