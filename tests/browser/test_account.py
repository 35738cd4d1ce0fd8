"""The account in the browser: axe, sizes, keyboard, and an invitation from one person to another."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import rules_in, violations
from tests.browser.test_sizes import OWN, TARGETS, sticks_out, too_small

MEMBERS = "from tests.browser.members import add_members; print(add_members())"
CONFIRM = re.compile("Stimmt noch.*Alter Eintrag")
LONG = "Gesellschaft zur Förderung der Werkstoffprüfungsautomatisierungstechnologie"


@pytest.fixture(scope="session")
def sessions(workshop):
    """Name -> the cookie of somebody who has logged in, and the keys of what they see."""
    said = workshop.say(MEMBERS)
    return dict(re.findall(r"^(\w+)=(\S+)$", said, re.MULTILINE))


@pytest.fixture
def as_member(open_context, workshop, sessions):
    """Makes a page of somebody who has logged in."""

    def open_one(name, **arguments):
        context = open_context(base_url=workshop.address, **arguments)
        context.add_cookies([{"name": "session", "value": sessions[name], "url": workshop.address}])
        return context.new_page()

    return open_one


def pages(sessions):
    organisation = f"/konto/organisationen/{sessions['organisation']}/"
    return [
        "/konto/",
        organisation,
        f"{organisation}mitglieder/",
        f"{organisation}mitglieder/{sessions['member']}/",
        f"{organisation}verlauf/",
        f"{organisation}austreten/",
        "/konto/daten/",
        "/konto/daten/loeschen/",
        f"/bestaetigung/{sessions['signed']}/",
        f"/bestaetigung/{sessions['signed']}/zurueckziehen/",
    ]


@pytest.mark.parametrize(
    "setting", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}], ids=str
)
def test_axe_finds_nothing(as_member, sessions, setting):
    page = as_member("ada", **setting)
    for address in pages(sessions):
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("one => one.open = true")

        assert violations(page, rules_in(setting.get("color_scheme", "light"))) == [], address


def test_nothing_sticks_out_and_all_can_be_hit(as_member, sessions):
    page = as_member("ada", viewport=PHONE)
    for address in pages(sessions):
        page.goto(address)

        assert (too_small(page, OWN, 44), too_small(page, TARGETS, 24)) == ([], []), address
        assert sticks_out(page) == [0, 0], address


def test_entry_is_confirmed_by_keyboard(as_member, sessions):
    page = as_member("ada")
    page.goto("/konto/")
    page.get_by_role("button", name=CONFIRM).first.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Danke. Der Eintrag ist mit heutigem Datum bestätigt.")
    expect(page.get_by_role("button", name=CONFIRM)).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_invitation_from_one_to_the_other(as_member, sessions, scripts):
    ada = as_member("ada", java_script_enabled=scripts)
    ada.goto(f"/konto/organisationen/{sessions['organisation']}/mitglieder/")
    ada.get_by_label("E-Mail-Adresse").fill("kim@example.org")
    ada.get_by_role("button", name="Einladen").press("Enter")
    expect(ada.get_by_text("Die Einladung gilt 14 Tage.").first).to_be_visible()
    expect(ada.get_by_role("heading", name="Offene Einladungen")).to_be_visible()

    kim = as_member("kim", java_script_enabled=scripts, viewport=PHONE)
    kim.goto("/konto/")
    kim.get_by_role("link", name="Einladung ansehen").press("Enter")
    expect(kim.locator("h1")).to_contain_text(LONG)
    kim.get_by_role("button", name="Annehmen").press("Enter")
    expect(kim.get_by_role("status")).to_have_text("Willkommen. Sie arbeiten jetzt mit.")

    kim.get_by_role("link", name="Austreten").press("Enter")
    kim.get_by_role("button", name="Jetzt austreten").press("Enter")
    expect(kim.get_by_role("status")).to_have_text("Sie sind ausgetreten.")
