"""Coming in: by a code from a letter, without JavaScript too, and by a passkey; editors by their password."""

import json
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, STAFF
from tests.browser.pages import overflow
from tests.browser.test_accessibility import violations


def press(page, element):
    """With the mouse, in its middle."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def code_for(portal, address):
    """The code of the last letter in the outbox to an address."""
    with sqlite3.connect(portal.database) as database:
        rows = database.execute(
            "SELECT text FROM machinery_letter WHERE recipients LIKE ? ORDER BY id DESC", [f'%"{address}"%']
        )
        return re.search(r"^\d{3} \d{3}$", rows.fetchone()[0], re.M)[0]


def come_in(page, portal, address):
    page.goto("/konto/anmelden/?next=/konto/einstellungen/")
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_role("button", name="Code schicken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Code eingeben")
    page.get_by_label("Code aus der E-Mail").fill(code_for(portal, address))
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")


@pytest.mark.parametrize("scripts", [True, False])
def test_new_person_comes_in_by_a_code(open_page, workshop, scripts):
    page = open_page(base_url=workshop.address, java_script_enabled=scripts)

    come_in(page, workshop, f"neu-{scripts}@example.org".lower())

    expect(page.locator("main")).to_contain_text(f"neu-{scripts}@example.org".lower())


@pytest.mark.parametrize("scripts", [True, False])
def test_address_reaches_the_server_as_it_was_typed(open_page, workshop, scripts):
    """Chromium sends "strasse" for "straße" from an input of the type for addresses."""
    page = open_page(base_url=workshop.address, java_script_enabled=scripts)
    page.goto("/konto/anmelden/")
    press(page, page.get_by_label("E-Mail-Adresse"))
    page.keyboard.type(f"Max-{scripts}@Straße.example")
    press(page, page.get_by_role("button", name="Code schicken"))

    expect(page.locator("main")).to_contain_text(f"max-{scripts}@straße.example".lower())
    with sqlite3.connect(workshop.database) as database:
        row = database.execute("SELECT recipients FROM machinery_letter ORDER BY id DESC").fetchone()
    assert json.loads(row[0]) == [f"max-{scripts}@straße.example".lower()]


@pytest.mark.parametrize(
    "address", ["/konto/anmelden/", "/konto/anmelden/passwort/", "/barrierefreiheit/melden/"]
)
def test_sign_that_is_not_possible_is_named(open_page, workshop, watch, address):
    watch.expect("status of 400")
    page = open_page(base_url=workshop.address)
    page.goto(address)
    field = page.get_by_label("E-Mail-Adresse")
    press(page, field)
    page.keyboard.type("jürgen@firma.example")
    page.keyboard.press("Enter")

    if "passwort" not in address:  # there every refusal is the same
        expect(page.locator("main")).to_contain_text("Das Zeichen „ü“ ist vor dem @ nicht möglich.")
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("jürgen@firma.example")


def test_wrong_code_takes_the_focus_to_the_error(open_page, workshop, watch):
    watch.expect("status of 400")
    page = open_page(base_url=workshop.address)
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill("falsch@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("Code aus der E-Mail").fill("12")
    with page.expect_response(lambda answer: answer.status == 400):
        page.keyboard.press("Enter")

    expect(page.locator("#fehler")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fehler:"))


def test_passkey_is_added_and_lets_in(open_context, workshop, watch):
    address = workshop.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    watch.origins.append(address)
    context = open_context(base_url=address)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    come_in(page, workshop, "passkey@example.org")

    page.goto("/konto/einstellungen/sicherheit/passkeys/neu/")
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    page.get_by_role("button", name="Abmelden").click()
    page.goto("/konto/anmelden/?next=/konto/einstellungen/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")


def test_editor_comes_in_by_the_password(open_page, workshop):
    page = open_page(base_url=workshop.address)
    page.goto("/admin/")
    page.get_by_label("E-Mail-Adresse").fill(STAFF)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    expect(page.locator("#user-tools")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_account_are_accessible_on_a_small_screen(open_page, workshop, scheme):
    page = open_page(base_url=workshop.address, color_scheme=scheme, viewport={"width": 320, "height": 640})
    come_in(page, workshop, f"{scheme}@example.org")
    addresses = ["", "adresse/", "passwort/", "sitzungen/", "sicherheit/", "sicherheit/app/"]
    for address in [f"/konto/einstellungen/{part}" for part in addresses] + ["/konto/abmelden/"]:
        page.goto(address)

        assert violations(page) == [], address
        assert overflow(page) <= 0, address
    page.context.clear_cookies()
    for address in ("/konto/anmelden/", "/konto/anmelden/passwort/"):
        page.goto(address)

        assert violations(page) == [], address
        assert overflow(page) <= 0, address
