"""When there is nothing to show, or something goes wrong: it is said, and there is a way on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import close_suggestions, drawn, heading, hits, land, markers, visit
from tests.real_files import number_of_rows

ENTRIES = number_of_rows("entries.csv")


def test_zero_hits_say_so_and_lead_back_step_by_step(page):
    visit(page, "/?q=xqzwvk&kind=company")
    expect(heading(page)).to_have_text("0 Treffer")
    expect(markers(page)).to_have_count(0)
    expect(page.locator("#results .notice")).to_contain_text("Dazu ist nichts eingetragen.")

    page.get_by_role("link", name="Letzten Filter entfernen").click()
    expect(page).to_have_url(re.compile(r"/\?q=xqzwvk$"))
    page.get_by_role("link", name="Alle Einträge zeigen").click()

    expect(heading(page)).to_have_text(f"{ENTRIES} Treffer")
    expect(markers(page)).not_to_have_count(0)


def test_wrong_query_shows_no_entries_and_names_the_parameters(page, watch):
    watch.expect(r"status of 400 .*/\?kind=wrong")
    watch.expect(r"status of 400 .*/api/v1/map/")
    page.goto("/?kind=wrong&near=abc")

    expect(page.locator(".notice--wrong code")).to_have_text(["kind", "near"])
    expect(page.locator(".card")).to_have_count(0)
    expect(markers(page)).to_have_count(0)
    page.get_by_role("link", name="Alle Einträge zeigen").click()
    expect(heading(page)).to_have_text(f"{ENTRIES} Treffer")
    expect(markers(page)).not_to_have_count(0)


@pytest.mark.parametrize(
    ("address", "title", "back"),
    [
        ("/eintraege/gibt-es-nicht/", "Diese Seite gibt es nicht", "Zur Karte"),
        ("/en/entries/does-not-exist/", "This page does not exist", "To the map"),
    ],
)
def test_missing_page_says_so_and_leads_to_the_map(page, watch, address, title, back):
    watch.expect("status of 404")
    assert page.goto(address).status == 404

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name=back).click()
    expect(heading(page)).to_be_visible()


def test_failed_list_says_so_and_the_next_try_works(page, watch):
    visit(page)
    watch.expect(r"status of 500 .*\?q=aachen")
    page.route(re.compile(r":\d+/\?q=aachen$"), lambda route: route.fulfill(status=500), times=1)

    page.locator("#q").fill("aachen")
    failure = page.locator("#list-failure")
    expect(failure.get_by_role("paragraph")).to_have_text("Die Liste konnte nicht geladen werden.")
    close_suggestions(page)
    failure.get_by_role("button", name="Noch einmal versuchen").click()

    expect(heading(page)).to_have_text(f"{hits(page, 'q=aachen')} Treffer")
    expect(failure).to_have_count(0)


def test_list_whose_library_does_not_come_says_so_and_the_next_try_works(open_page, watch):
    page = open_page(kept=False)  # one that has it not yet
    visit(page)
    watch.expect("status of 500 .*htmx")
    page.route(re.compile(r"/htmx[^/]*\.js$"), lambda route: route.fulfill(status=500), times=1)

    page.locator("#q").fill("aachen")
    failure = page.locator("#list-failure")
    expect(failure.get_by_role("paragraph")).to_have_text("Die Liste konnte nicht geladen werden.")
    close_suggestions(page)
    failure.get_by_role("button", name="Noch einmal versuchen").click()

    expect(heading(page)).to_have_text(f"{hits(page, 'q=aachen')} Treffer")
    expect(failure).to_have_count(0)


def test_failed_map_says_so_and_the_next_try_works(page, watch):
    watch.expect("status of 500 .*/api/v1/map/")
    page.route(re.compile("/api/v1/map/"), lambda route: route.fulfill(status=500), times=1)
    page.goto("/?kind=product")
    failure = page.locator("#map").get_by_role("alert")
    expect(failure.get_by_role("paragraph")).to_have_text("Die Karte konnte nicht geladen werden.")
    expect(page.locator("#results .card")).not_to_have_count(0)

    failure.get_by_role("button", name="Noch einmal versuchen").click()

    expect(markers(page)).not_to_have_count(0)
    expect(failure).to_have_count(0)
    assert drawn(page) == len(page.request.get("/api/v1/map/?kind=product").json()["points"]["id"])


def test_two_failures_of_one_map_are_one_message_that_tries_both_again(page, watch):
    for address in ("/karte/land.json", "/api/v1/map/"):
        watch.expect(f"status of 500 .*{address}")
        page.route(re.compile(address), lambda route: route.fulfill(status=500), times=1)
    visit(page)
    failures = page.locator("#map").get_by_role("alert")

    failures.get_by_role("button", name="Noch einmal versuchen").click()

    expect(land(page)).to_be_attached()
    expect(markers(page)).not_to_have_count(0)
    expect(failures).to_have_count(0)


def test_lost_connection_is_said_and_the_list_stays(page, watch, context):
    visit(page)
    watch.expect("ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)

    page.locator("#q").fill("aachen")

    expect(page.locator("#list-failure")).to_be_visible()
    expect(page.locator("#results .card")).to_have_count(24)
    context.set_offline(False)
    page.locator("#list-failure").get_by_role("button").click()
    expect(heading(page)).to_have_text(f"{hits(page, 'q=aachen')} Treffer")
