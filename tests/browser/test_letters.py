"""Every button that a letter leads to, pressed with a mouse on its words, with scripts and without."""

import json
import re
import zlib
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.mouse import click_word
from tests.browser.test_login import code_for, come_in

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])


@dataclass(frozen=True)
class Way:
    """From a letter that a scene has brought about, by one of its links and what one follows (`via`, links),
    to the `button`, and what the page says then (`says`, a pattern). `who`: the reader who is logged in, a
    member of staff, or nobody."""

    letter: str
    scene: str
    button: str
    says: str
    link: int = 0
    via: tuple = ()
    who: str = "reader"
    types: str = ""


BEGUN = "Der öffentliche Eintrag bleibt, wie er ist, bis die Redaktion Ihre Änderung angenommen hat"
STILL_RIGHT = "Danke. Der Eintrag ist mit heutigem Datum bestätigt"
OFF = "Nicht mehr auf der Karte"
DOWN = "Jetzt von der Karte nehmen"
BEGIN, AGAIN = "Änderung beginnen", "Mit diesen Angaben neu beginnen"
ANONYMOUS, STAFF = {"who": "nobody"}, {"who": "staff"}
SAVED = "erfolgreich geändert"
WAYS = [
    Way("entry_confirm", "yearly", "Die Angaben stimmen noch", "die Angaben sind bestätigt", **ANONYMOUS),
    Way(
        "entry_confirm", "yearly_two", "Alle Angaben stimmen noch", "die Angaben sind bestätigt", **ANONYMOUS
    ),
    Way("entry_confirm", "yearly", BEGIN, BEGUN, link=1),
    Way("entry_confirm", "yearly", DOWN, OFF, link=2),
    Way("entry_confirm", "yearly", DOWN, OFF, via=("Von der Karte nehmen",)),
    Way("entry_confirm", "yearly", BEGIN, BEGUN, via=("Angaben ändern",)),
    Way(
        "entry_taken_down_staff",
        "taken_down_staff",
        "Speichern und veröffentlichen",
        "1 Eintrag veröffentlicht",
        **STAFF,
    ),
    Way("registration_received", "seat", "Jetzt abmelden", "Sie sind abgemeldet", link=1, **ANONYMOUS),
    Way("registration_staff", "seat_staff", "Sichern", SAVED, **STAFF),
    Way("registration_withdrawn_staff", "seat_back_staff", "Sichern", SAVED, **STAFF),
    Way("enquiry_staff", "enquiry_staff", "Sichern", SAVED, **STAFF),
    Way(
        "guide",
        "guide",
        "Mir zusenden",
        "Ihre Starthilfe ist unterwegs",
        via=("Mir zusenden",),
        types="ada@guide.example",
        **ANONYMOUS,
    ),
    Way("invitation", "invitation", "Annehmen", "Willkommen. Sie arbeiten jetzt mit"),
    Way("invitation", "invitation", "Ablehnen", "Sie haben die Einladung abgelehnt"),
    Way("invitation", "transfer", "Verwaltung übernehmen", "Willkommen. Sie arbeiten jetzt mit"),
    Way("member_joined", "joined", "Stimmt noch", STILL_RIGHT),
    Way("member_role", "role", "Stimmt noch", STILL_RIGHT),
    Way("erasure_requested", "erasure", "Konto behalten", "Sie haben danach 14 Tage Zeit"),
    Way("claim_received", "claimed", "Anspruch zurückziehen", "Ihr Anspruch ist zurückgezogen"),
    Way("claim_accepted", "claim_accepted", BEGIN, BEGUN, via=("Eintrag ändern",)),
    Way(
        "claim_rejected",
        "claim_rejected",
        "Eintrag übernehmen",
        "Ihr Anspruch ist angekommen",
        via=("Noch einmal beanspruchen",),
        types="Jetzt mit Vollmacht.",
    ),
    Way("claim_owner", "claim_owner", "Einspruch erheben", "Ihr Einspruch", types="Wer ist das?"),
    Way("submission_submitted", "submitted", "Jetzt zurückziehen", "Zurückgezogen", via=("Zurückziehen",)),
    Way("submission_question", "question", "Antworten senden", "die Redaktion prüft", types="Ja, bald."),
    Way("submission_accepted", "accepted", BEGIN, BEGUN, link=1, via=("Angaben ändern",)),
    Way("submission_rejected", "rejected", AGAIN, "neuer Eintrag"),
    Way("submission_withdrawn", "withdrawn", AGAIN, "neuer Eintrag"),
    Way("submission_staff", "submitted_staff", "Annehmen", "angenommen", **STAFF),
]
# Letters with a code, or with words only: what they lead to is pressed further down.
CODES = {"account_code", "account_address_new", "account_address_old", "account_notice"}
NOWHERE = {
    "account_address_taken",
    "claim_decided_owner",  # its page shows how it ended
    "enquiry_received",
    "entry_taken_down",
    "member_removed",
}


def name_of(way):
    return "-".join(re.findall(r"\w+", f"{way.scene} {way.link or ''} {way.button} {' '.join(way.via)}"))


@pytest.fixture
def played(workshop, request):
    """What is in a letter: plays its scene under a name of this test alone."""

    def play(scene):
        mark = f"brief-{zlib.crc32(request.node.name.encode())}"
        code = f"from tests.browser.letter_scenes import play; print(play({scene!r}, {mark!r}))"
        return json.loads(workshop.say(code).splitlines()[-1])

    return play


@pytest.fixture
def open_as(open_page, workshop, staff_state):
    """Opens a window of the reader of a letter, of an editor, or of nobody who is known."""

    def open_one(who, letter, scripts):
        cookie = {"name": "session", "value": letter["session"], "domain": "127.0.0.1", "path": "/"}
        where = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
        reader = {"cookies": [cookie | where], "origins": []}
        state = {"reader": reader, "staff": staff_state, "nobody": None}[who]
        return open_page(base_url=workshop.address, storage_state=state, java_script_enabled=scripts)

    return open_one


@SCRIPTS
@pytest.mark.parametrize("way", WAYS, ids=name_of)
def test_button_behind_a_letter_does_what_it_says(open_as, played, way, scripts):
    letter = played(way.scene)
    page = open_as(way.who, letter, scripts)
    page.goto(letter["links"][way.link])
    for words in way.via:
        click_word(page.locator("main").get_by_role("link", name=words).first)
    fill_in(page, way.types)
    click_word(page.get_by_role("button", name=re.compile(f"^{way.button}")).first)

    expect(page.locator("main, #content-start").first).to_contain_text(re.compile(way.says))


def fill_in(page, text):
    """Types into the form's own field, and ticks what has to be ticked."""
    if not text:
        return
    click_word(page.locator("main form").locator("textarea, [name=email]").first)
    page.keyboard.type(text)
    for tick in page.locator("main form [type=checkbox]").all():
        click_word(page.locator(f"label[for={tick.get_attribute('id')}]"))


def test_every_letter_leads_somewhere_that_is_tried_or_nowhere():
    names = {path.stem for path in (settings.BASE_DIR / "templates" / "letters").glob("*.txt")}

    assert {way.letter for way in WAYS} | CODES | NOWHERE == names


# -- Letters with a code -------------------------------------------------------------------------------------


@SCRIPTS
def test_code_is_asked_for_again_and_lets_in(open_page, workshop, scripts):
    email = f"code-{scripts}@brief.example".lower()
    page = open_page(base_url=workshop.address, java_script_enabled=scripts)
    page.goto("/konto/anmelden/?next=/konto/einstellungen/")
    click_word(page.locator("main [name=email]"))
    page.keyboard.type(email)
    click_word(page.get_by_role("button", name="Code schicken"))
    with page.expect_navigation():  # to the same page, when the second letter is written
        click_word(page.get_by_role("button", name="Neuen Code schicken"))
    click_word(page.locator("main [name=code]"))
    page.keyboard.type(code_for(workshop, email))
    click_word(page.get_by_role("button", name="Weiter"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")
    expect(page.locator("main")).to_contain_text(email)


@SCRIPTS
def test_two_codes_change_the_address(open_as, played, workshop, scripts):
    letter = played("erasure")
    new = f"neu-{letter['email']}"
    page = open_as("reader", letter, scripts)
    page.goto("/konto/einstellungen/adresse/")
    click_word(page.locator("main [name=email]"))
    page.keyboard.type(new)
    click_word(page.get_by_role("button", name="Codes schicken"))
    for name, address in (("old", letter["email"]), ("new", new)):
        click_word(page.locator(f"main [name={name}]"))
        page.keyboard.type(code_for(workshop, address))
    click_word(page.get_by_role("button", name="Adresse ändern"))
    expect(page.locator("main")).to_contain_text("Ihre neue Adresse gilt ab jetzt")


@SCRIPTS
def test_notice_leads_to_the_devices(open_page, workshop, scripts):
    for _device in range(2):
        page = open_page(base_url=workshop.address, java_script_enabled=scripts)
        come_in(page, workshop, f"geraet-{scripts}@brief.example".lower())
    click_word(page.get_by_role("link", name="Geräte ansehen"))
    click_word(page.get_by_role("button", name="Alle anderen Geräte abmelden"))
    expect(page.locator("main")).to_contain_text("1 Gerät ist abgemeldet")
