"""Two members who edit at once, and one who wants to be forgotten; on the real server."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.company import log_in, members_of, press
from tests.browser.conftest import PHONE
from tests.browser.mouse import tick
from tests.browser.portal import Portal


@pytest.mark.parametrize(("slug", "scripts"), [("duisport", True), ("kauz", False)])
def test_two_members_at_once_are_told_and_keep_both(open_page, workshop, watch, slug, scripts):
    watch.expect("status of 409")
    states = members_of(workshop, slug, f"eins@{slug}.example", f"zwei@{slug}.example")
    first, second = (
        open_page(base_url=workshop.address, storage_state=state, java_script_enabled=scripts)
        for state in states
    )
    for page in (first, second):
        page.goto(f"/konto/eintraege/{slug}/aendern/")
        if page is first:
            press(page)
        expect(page.locator("#id_summary_de")).to_be_visible()

    save = save_by_itself if scripts else save_by_button
    save(first, "summary_de", "Von der ersten Person.")
    save(second, "summary_en", "By the second person.")
    if scripts:
        expect(second.locator("[data-trouble]")).to_contain_text(f"eins@{slug}.example hat diese Angaben")
        expect(second.locator("#id_summary_en")).to_have_value("By the second person.")
        second.get_by_role("button", name="Beide Stände vergleichen").click()
    expect(second.locator("h1")).to_have_text("Zwei Stände: welcher soll gelten?")
    expect(second.locator("main")).to_contain_text("Von der ersten Person.")
    expect(second.locator("main")).to_contain_text("By the second person.")
    first.reload()
    expect(first.locator("#id_summary_de")).to_have_value("Von der ersten Person.")
    second.get_by_role("button", name="Diese Auswahl speichern").click()

    expect(second.locator("#id_summary_de")).to_have_value("Von der ersten Person.")
    for page in (second, first):
        page.reload()
        expect(page.locator("#id_summary_de")).to_have_value("Von der ersten Person.")
        expect(page.locator("#id_summary_en")).to_have_value("By the second person.")


def save_by_itself(page, field, text):
    """Types and leaves the field; returns when the answer of the save is there."""
    with page.expect_response(re.compile("/speichern/")):
        page.locator(f"#id_{field}").fill(text)
        page.locator(f"#id_{field}").press("Tab")


def save_by_button(page, field, text):
    page.locator(f"#id_{field}").fill(text)
    press(page, ".part__save button")


@pytest.fixture
def own_portal(loaded, fresh_folder, watch):
    """A portal for one test alone: what its daily run does concerns nobody else."""
    portal = Portal(fresh_folder("erasure", loaded))
    portal.start()
    watch.origins.append(portal.address)
    yield portal
    portal.stop()


def test_erased_person_is_gone_and_their_entry_stays(open_page, own_portal):
    email = "ada@beckhoff.com"
    page = open_page(base_url=own_portal.address, java_script_enabled=False, viewport=PHONE)
    page.goto("/mitmachen/anspruch/beckhoff/")
    log_in(page, own_portal, email)
    tick(page.locator("[name=authorised]"))
    press(page)
    expect(page.locator("h1")).to_contain_text("Sie pflegen jetzt")

    page.goto("/konto/daten/")
    page.get_by_role("link", name="Was dabei geschieht").click()
    page.get_by_role("button", name="Konto in 14 Tagen löschen").click()
    expect(page.locator(".notice--wrong")).to_contain_text("Ihr Konto wird am")
    page.get_by_role("button", name="Konto behalten").click()
    expect(page.locator(".notice--wrong")).to_have_count(0)
    page.goto("/konto/daten/loeschen/")
    page.get_by_role("button", name="Konto in 14 Tagen löschen").click()
    expect(page.locator(".notice--wrong")).to_contain_text("Ihr Konto wird am")

    own_portal.manage("run_daily")
    page.goto("/konto/")
    expect(page.locator(".notice--wrong")).to_contain_text("Ihr Konto wird am")
    assert "accounts_user" in traces(own_portal, email)
    let_days_pass(own_portal, 14)
    own_portal.manage("run_daily")

    page.goto("/konto/daten/")
    expect(page.locator("main [name=email]")).to_be_visible()
    assert traces(own_portal, email) == []
    log_in(page, own_portal, email)
    page.goto("/konto/")
    expect(page.get_by_role("heading", name="Noch keine Organisation")).to_be_visible()
    page.goto("/eintraege/beckhoff/")
    expect(page.locator("h1")).to_have_text("Beckhoff Automation")


def let_days_pass(portal, days):
    """Moves the day of every erasure nearer by so many days."""
    with sqlite3.connect(portal.database) as database:
        moved = database.execute(
            "UPDATE submissions_erasurerequest SET due_on = date(due_on, ?)", [f"-{days} days"]
        )
        assert moved.rowcount == 1


def traces(portal, email):
    """Tables in which the address still stands."""
    with sqlite3.connect(portal.database) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}  # noqa: S608
    return [name for name, found in rows.items() if email in str(found)]
