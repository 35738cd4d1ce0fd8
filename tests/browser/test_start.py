"""The way in, in the browser: axe, sizes, keyboard; a new organisation and a claim."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.test_accessibility import rules_in, violations
from tests.browser.test_sizes import OWN, SMALLEST, TARGETS, sticks_out, too_small

CLAIMERS = "from tests.browser.claimers import add_claimers; print(add_claimers())"
NEW = "/mitmachen/organisation/"


@pytest.fixture(scope="session")
def sessions(workshop):
    """Name -> the cookie of somebody who has logged in; and the number of a claim."""
    said = workshop.say(CLAIMERS)
    return dict(re.findall(r"^(\w+)=([\w-]+)$", said, re.MULTILINE))


@pytest.fixture
def as_person(open_context, workshop, sessions):
    """Makes a page of somebody who has logged in."""

    def open_one(name, **arguments):
        context = open_context(base_url=workshop.address, **arguments)
        context.add_cookies([{"name": "session", "value": sessions[name], "url": workshop.address}])
        return context.new_page()

    return open_one


def walk(as_person, sessions, **setting):
    """Every page of the way in, open on the screen, in its states; entry by entry."""
    page = as_person("new", **setting)
    for address in (
        "/mitmachen/",
        "/en/contribute/",
        "/mitmachen/?q=Frauenhofer",
        "/mitmachen/?q=xqzwvk",
        NEW,
        "/mitmachen/anspruch/deepl-write/",
        f"/ansprueche/{sessions['claim']}/",
    ):
        page.goto(address)
        yield address, page
    page.goto(NEW)
    send(page)
    yield "errors", page
    name_it(page, "Fraunhoffer IAIS")
    expect(page.get_by_role("heading", name="Ist das Ihre Organisation?")).to_be_visible()
    page.locator("main details").evaluate("one => one.open = true")
    yield "duplicates", page
    page = as_person("owner", **setting)
    page.goto(f"/ansprueche/{sessions['claim']}/")
    yield "owner", page


def send(page):
    page.locator("main form button[type=submit]").first.click()


def name_it(page, name):
    page.get_by_label("Name der Organisation").fill(name)
    tick(page.get_by_label("Unternehmen: vom Start-up"))
    send(page)


@pytest.mark.parametrize(
    "setting", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desk", "phone-dark"]
)
def test_axe_finds_nothing(as_person, sessions, watch, setting):
    watch.expect("status of 400")
    for name, page in walk(as_person, sessions, reduced_motion="reduce", **setting):
        assert violations(page, rules_in(setting.get("color_scheme", "light"))) == [], name


def test_everything_fits_and_can_be_hit_on_small_screens(as_person, sessions, watch):
    watch.expect("status of 400")
    for name, page in walk(as_person, sessions, viewport=SMALLEST, reduced_motion="reduce"):
        assert sticks_out(page) == [0, 0], name
        assert (too_small(page, OWN, 44), too_small(page, TARGETS, 24)) == ([], []), name


def test_keyboard_alone_finds_the_own_entry_and_claims_it(as_person):
    page = as_person("claimer")
    page.goto("/mitmachen/")
    page.get_by_label("Name oder Website").focus()
    page.keyboard.type("deepl gmbh")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Das sind wir: DeepL").first.press("Enter")
    expect(page.get_by_text("Das ist ein guter Nachweis")).to_be_visible()
    page.get_by_label("Ich darf für diese Organisation sprechen.").press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sie pflegen jetzt „DeepL“")


def test_error_takes_the_focus_and_keeps_what_was_typed(as_person, watch):
    watch.expect("status of 400")
    page = as_person("new")
    page.goto(NEW)
    page.get_by_label("Website").fill("www.neu.example")
    send(page)

    expect(page).to_have_title(re.compile("^Fehler:"))
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.get_by_label("Website")).to_have_value("www.neu.example")


@pytest.mark.parametrize("scripts", [True, False])
def test_new_organisation_begins_its_draft(as_person, scripts):
    page = as_person("new", java_script_enabled=scripts)
    page.goto(f"/mitmachen/?q=Neuwerk{scripts}")
    page.get_by_role("link", name="Neu anlegen").click()
    page.get_by_label("Website").fill("www.neuwerk.example")
    page.get_by_label("Ort").fill("Hagen")
    tick(page.get_by_label("Unternehmen: vom Start-up"))
    send(page)

    expect(page).to_have_url(re.compile(r"/konto/einreichungen/\w+/bearbeiten/$"))
    expect(page.locator("[name=name]")).to_have_value(f"Neuwerk{scripts}")
    expect(page.locator("[name=website]")).to_have_value("https://www.neuwerk.example")
    expect(page.locator("[name=city]")).to_have_value("Hagen")
