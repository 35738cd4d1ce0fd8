"""A logo that cannot be one: the form says why until another file is chosen, the check page too."""

import itertools
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.drafts import new_draft
from tests.browser.mouse import click_word
from tests.browser.pages import overflow
from tests.browser.portal import png

numbers = itertools.count()
FORMAT = "Bitte ein Bild im Format PNG, JPEG oder WebP wählen."


def bomb():
    """A small file with 400 million pixels."""
    data = BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")
    return data.getvalue()


REFUSED = {  # name of the file -> what is in it, and what is said of it
    "gross.png": (lambda: png(300, 200) + bytes(6_000_000), "Das Bild ist größer als 2 MB."),
    "logo.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', FORMAT),
    "riesig.png": (bomb, "Das Bild hat mehr als 25 Millionen Bildpunkte. Bitte verkleinern Sie es."),
    "leer.png": (lambda: b"", "Die Datei ist leer."),
    "logo.psd": (lambda: b"8BPS\x00\x01" + bytes(200), FORMAT),
    "logo.eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", FORMAT),
    "seite.png": (
        lambda: png(300, 200) + b"<script>alert(1)</script>",
        "Die Bilddatei ist unvollständig oder enthält noch etwas anderes als das Bild.",
    ),
    "brief.txt": (lambda: b"Sehr geehrte Damen und Herren", FORMAT),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Name -> path of a real file."""
    folder = tmp_path_factory.mktemp("logos")
    for name, (content, _said) in REFUSED.items():
        (folder / name).write_bytes(content())
    (folder / "logo.png").write_bytes(png(300, 200))
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture
def open_form(open_page, workshop):
    """Opens the form of a new draft; `saves` of the page are the requests by which it saves itself."""

    def open_one(**arguments):
        number = next(numbers)
        draft = new_draft(workshop, f"logo{number}@example.org", f"Logo {number}")
        page = open_page(base_url=workshop.address, storage_state=draft.state, **arguments)
        page.saves = []
        page.on("request", lambda one: page.saves.append(one) if "/speichern/" in one.url else None)
        page.goto(draft.address("bearbeiten"))
        return page

    return open_one


def choose(page, path):
    with page.expect_file_chooser() as chooser:
        click_word(page.locator("#id_logo_file"))
    chooser.value.set_files(path)


def error(page):
    return page.locator("[data-field=logo_file] [data-error]")


def write(page, text):
    """Types a text and leaves the field: the next save of the form."""
    click_word(page.locator("#id_summary_de"))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_stays_while_the_form_saves_itself(open_form, files, name):
    page = open_form(viewport=PHONE)
    said = REFUSED[name][1]
    choose(page, files[name])
    expect(error(page)).to_have_text(said)
    with page.expect_response("**/speichern/"):
        write(page, "Weiter im Text.")
    expect(page.locator("[data-save-state]")).to_contain_text("Gespeichert um")

    expect(error(page)).to_have_text(said)
    expect(error(page)).to_be_visible()
    assert (len(page.saves), overflow(page)) == (2, 0)


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_stays_without_scripts(open_form, files, watch, name):
    watch.expect("status of 400")
    page = open_form(viewport=DESK, java_script_enabled=False)
    said = REFUSED[name][1]
    choose(page, files[name])
    click_word(page.get_by_role("button", name="Weiter: prüfen und einreichen"))
    expect(error(page)).to_have_text(said)
    click_word(page.locator(".submission__end").get_by_role("button", name="Zwischenspeichern"))
    expect(error(page)).to_have_text(said)
    click_word(page.get_by_role("button", name="Weiter: prüfen und einreichen"))

    expect(page.get_by_role("heading", name="Ihre Bilddatei ist nicht das Logo geworden")).to_be_visible()
    expect(page.locator("main")).to_contain_text(said)


def test_next_file_takes_the_refusal_away(open_form, files):
    page = open_form()
    choose(page, files["leer.png"])
    expect(error(page)).to_have_text("Die Datei ist leer.")
    choose(page, files["logo.svg"])
    expect(error(page)).to_have_text(FORMAT)
    choose(page, files["logo.png"])

    expect(page.locator("[data-logo-picture] img")).to_have_js_property("naturalWidth", 300)
    expect(error(page)).to_be_hidden()
    click_word(page.get_by_role("button", name="Weiter: prüfen und einreichen"))
    expect(page.locator(".check__list img")).to_be_visible()
    expect(page.get_by_text("nicht das Logo geworden")).to_have_count(0)


def test_check_page_after_a_refusal_by_script_leads_back_to_the_logo(open_form, files):
    page = open_form(viewport=PHONE)
    choose(page, files["gross.png"])
    expect(error(page)).to_be_visible()
    click_word(page.get_by_role("button", name="Weiter: prüfen und einreichen"))
    expect(page.get_by_role("heading", name="Ihre Bilddatei ist nicht das Logo geworden")).to_be_visible()
    assert overflow(page) == 0
    click_word(page.get_by_role("link", name="Andere Datei wählen"))

    expect(error(page)).to_have_text("Das Bild ist größer als 2 MB.")
    expect(error(page)).to_be_in_viewport()
    expect(page.locator("#id_logo_file")).to_be_in_viewport()


CHANGES = {
    "text": lambda page: write(page, "Ein Satz."),
    "tick": lambda page: click_word(page.locator(".term span").first),
    "select": lambda page: page.locator("#id_size").select_option(index=1),
    "logo": lambda page: choose(page, page.logo),
    "pin": lambda page: page.locator(".map-pin").press("ArrowUp"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_is_one_save(open_form, files, change):
    page = open_form()
    page.logo = files["logo.png"]
    with page.expect_response("**/speichern/"):
        click_word(page.locator("#id_city"))
        page.keyboard.type("Hagen")
        page.keyboard.press("Tab")
    expect(page.locator(".map-pin")).to_be_attached()
    page.saves.clear()
    with page.expect_response("**/speichern/"):
        CHANGES[change](page)
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")

    with page.expect_response("**/speichern/"):  # a second one of that change would be under way before it
        write(page, "Der nächste.")
    assert len(page.saves) == 2
