"""Journeys beyond the map page by keyboard alone: at a desk and with a phone, in German and in English."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import heading, ready
from tests.browser.reader import READERS, Reader
from tests.real_files import number_of_entries, number_saying, rows

LOCATED_PRODUCTS = number_of_entries(kinds=["product"], located=True)
INSTITUTES = number_saying("fraunhofer", kind="research")

TEXT = "Die Adresse ist seit März eine andere."
ATOM = "application/atom+xml"


@pytest.fixture(params=READERS)
def reader(request, open_page):
    return Reader(open_page, request.param)


def title(page):
    return page.get_by_role("heading", level=1)


def open_share(reader):
    """From the top of the list; returns the links of the menu."""
    reader.stand_before(heading(reader.page))
    reader.enter(reader.page.locator("[data-share] > summary"), 3)
    links = reader.page.locator(".share__list a")
    expect(links.first).to_be_visible()
    expect(reader.page.locator("[data-copy-link]")).to_be_visible()
    return links


# -- 6: what one sees, to take along -----------------------------------------------------------------


def test_share_menu_carries_the_filter(reader):
    page = reader.visit("?kind=product")
    number = reader.total()
    links = open_share(reader)
    expect(page.locator(".share__panel p.note")).to_contain_text(
        reader.says(f"genau diese {number} Treffer", f"exactly these {number} results")
    )
    reader.fits()
    assert all("kind=product" in one.get_attribute("href") for one in links.all())

    with page.expect_download() as table:
        reader.enter(links.filter(has_text="CSV"), 8)
    assert len(table.value.path().read_text().strip().splitlines()) - 1 == number
    with page.expect_download() as points:
        reader.enter(links.filter(has_text="GeoJSON"), 1)
    assert len(json.loads(points.value.path().read_text())["features"]) == LOCATED_PRODUCTS

    embed = links.nth(2)
    reader.tab_to(embed, 3, "Shift+Tab")
    assert f"/{reader.says('einbetten', 'embedding')}/" in embed.get_attribute("href")
    reader.enter(links.first, 2, "Shift+Tab")
    expect(page.locator(".paper__hits strong")).to_have_text(reader.hits(number))
    expect(page.locator(".paper-entry")).to_have_count(number)
    expect(page.locator(".paper__query dd")).to_have_text(reader.says("Produkt", "Product"))


# -- 7: the embed ------------------------------------------------------------------------------------


def test_builder_makes_an_embed_whose_lock_holds(reader):
    page = reader.goto("/einbetten/", "/en/embedding/")
    expect(title(page)).to_have_text(reader.says("Die Karte auf Ihrer Website", "The map on your website"))
    expect(page.locator("[data-copy=code]")).to_be_visible()
    reader.tab_to(page.locator("#q"), 12)
    reader.enter(page.locator("[data-facet-panel=kind] > summary"), 3)
    reader.tab_to(page.locator("input[name=kind][value=product]"), 10)
    reader.press("Space")
    reader.tab_to(page.locator("input[name=locked][value=kind]"), 10)
    reader.press("Space")
    other = reader.says("en", "de")
    reader.tab_to(page.locator("#lang"), 12)
    reader.type(reader.says("English", "Deutsch"))
    reader.tab_to(page.locator("#height"), 1)
    reader.press("ControlOrMeta+a")
    reader.type("450")
    wanted = f"kind=product&amp;locked=kind(&amp;lang={other})?.*height:450px"
    expect(page.locator("#code")).to_have_value(re.compile(wanted))
    expect(page.locator("#live")).to_have_text(
        re.compile(reader.says(r"Code aktualisiert: \d+ Treffer", r"code updated: \d+ results"))
    )
    reader.fits()

    page.goto(page.locator("#address").input_value())
    ready(page)
    expect(page.locator("html")).to_have_attribute("lang", other)
    locked = page.locator(".chip--locked")
    expect(locked).to_have_text([{"de": "Produkt", "en": "Product"}[other]])
    reader.enter(page.locator(".embed__summary"), 3)
    reader.open_filter()
    stops = reader.stops(until=".card a")
    assert "sort" in {stop["name"] for stop in stops}
    assert [stop for stop in stops if stop["name"] == "kind" or "chip" in stop["className"]] == []
    expect(page.locator("a.chip")).to_have_count(0)


# -- 8: the exhibit ----------------------------------------------------------------------------------


def test_exhibit_is_reached_by_keys_and_leads_nowhere_else(reader):
    page = reader.visit("?kiosk=1&kind=project&region=05334")
    expect(page.locator(".site-header, .site-footer")).to_have_count(0)
    site = re.match(r"https?://[^/]+", page.url)[0]
    card = page.locator(".card__name a").first
    name = card.inner_text()

    on_list = reader.stops(80)
    assert any("map-marker" in stop["className"] for stop in on_list)
    reader.stand_before(card)
    reader.press("Enter")
    expect(title(page)).to_have_text(name)
    expect(page.locator(".site-header")).to_have_count(0)
    on_entry = reader.stops(80)

    links = [stop["href"] for stop in on_list + on_entry if stop["href"]]
    assert len(links) > 8
    assert [link for link in links if not link.startswith(f"{site}/")] == []
    other = page.locator(f".kiosk-bar [hreflang={reader.says('en', 'de')}]")
    reader.stand_before(other)
    reader.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", reader.says("en", "de"))
    expect(page).to_have_url(re.compile("kiosk=1"))


# -- 9: figures --------------------------------------------------------------------------------------


def test_figure_leads_to_the_list_of_its_number(reader):
    page = reader.visit("?kind=company")
    number = reader.total()
    links = open_share(reader)
    reader.enter(links.nth(1), 6)
    expect(title(page)).to_have_text(
        reader.says("KI in Nordrhein-Westfalen in Zahlen", "AI in North Rhine-Westphalia in figures")
    )
    expect(page.locator(".figures__sum strong")).to_have_text(str(number))
    reader.fits()

    row = page.locator("#industry tbody tr:has(a)").first
    hits = int(row.locator(".figure__number").inner_text())
    reader.stand_before(page.locator("#industry .figure__csv"))
    reader.enter(row.locator("a"), 1)

    reader.sees_hits(hits)
    expect(page.locator("#results .chip__label")).to_have_count(2)
    assert 0 < hits < number


# -- 10: the page of an entry ------------------------------------------------------------------------


def test_entry_from_its_card_along_the_hits_to_a_report(reader, workshop):
    page = reader.page
    query = "?q=fraunhofer&kind=research"
    hits = page.request.get(f"{workshop.address}/api/v1/entries/{query}&page_size=100").json()["results"]
    owners = {row["organisation"] for row in rows("entries.csv")}
    first = next(number for number, hit in enumerate(hits) if number and hit["slug"] in owners)
    page.goto(f"{workshop.address}{reader.start}{query}")
    reader.stand_before(page.locator(".card__name a").nth(first - 1))
    reader.press("Enter")
    place = page.locator(".trail__place")
    expect(place).to_have_text(
        reader.says(f"Treffer {first} von {INSTITUTES}", f"Result {first} of {INSTITUTES}")
    )
    reader.enter(page.locator(".trail__step[rel=next]"), 14)
    second = first + 1  # something belongs to it
    expect(place).to_have_text(
        reader.says(f"Treffer {second} von {INSTITUTES}", f"Result {second} of {INSTITUTES}")
    )
    reader.fits()
    page.locator(".trail__step[rel=prev]").wait_for()

    leaf = page.locator(".tree .leaf a").first
    entry, name = title(page).inner_text(), leaf.inner_text()
    expect(page.locator("#gehoert")).to_have_text(reader.says("Was zusammengehört", "What belongs together"))
    reader.stand_before(leaf)
    reader.press("Enter")
    expect(title(page)).to_have_text(name)
    expect(page.locator(".tree a").filter(has_text=entry)).not_to_have_count(0)

    reader.stand_before(page.locator(".entry__report a").last)
    reader.press("Enter")
    reader.tab_to(page.locator("input[name=reason]").first, 14)
    reader.press("ArrowDown")
    expect(page.locator("input[name=reason][value=outdated]")).to_be_checked()
    reader.tab_to(page.locator("textarea[name=text]"), 1)
    reader.type(TEXT)
    reader.enter(page.locator("main [type=submit]"), 2)
    expect(title(page)).to_have_text(
        reader.says("Danke, Ihre Meldung ist angekommen", "Thank you, we have received your report")
    )
    expect(page.locator(".form__reference")).to_have_text(re.compile(r"^\s*M-\d{4}-\w{6}\s*$"))


# -- 11: changes -------------------------------------------------------------------------------------


def test_changes_by_month_by_page_and_as_feed(reader):
    page = reader.goto("/aenderungen/?kind=company", "/en/changes/?kind=company")
    expect(title(page)).to_have_text(
        reader.says("Was sich auf der Landkarte geändert hat", "What has changed on the map")
    )
    feed = page.locator(f".actions a[type='{ATOM}']")
    reader.tab_to(feed, 17)
    text = page.request.get(feed.get_attribute("href")).text()
    assert reader.says("<title>KI.Landkarte: Unternehmen<", "<title>KI.Landkarte: Company<") in text
    assert text.count("<entry>") > 0

    month = page.locator(".months a").first
    name = month.inner_text()
    reader.enter(month, 1)
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d{2}"))
    expect(page.locator("#monat")).to_have_text(name)
    first = page.locator(".dated a").first.inner_text()
    reader.fits()
    reader.stand_before(page.locator(".dated a").last)
    reader.enter(page.locator(".pages__step[rel=next]"), 6)
    expect(page.locator(".dated a").first).not_to_have_text(first)
    expect(page).to_have_url(re.compile("kind=company"))
    expect(page.locator(".chip__label")).to_have_text([reader.says("Unternehmen", "Company")])
