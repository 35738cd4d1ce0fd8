"""The Starthilfe in the browser: by keyboard, without scripts, on a phone, in both languages, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.pages import overflow, suggestions
from tests.browser.test_accessibility import violations
from tests.browser.test_sizes import OWN, TARGETS, too_small

CRAFTS = "stage=use-cases&industry=crafts&place=Hagen&minutes=20&cases=15&rate=50"


def next_offer(page):
    return page.locator("#naechster-schritt")


def hits(page, group):
    return page.locator(f"section[aria-labelledby=gruppe-{group}] h3")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_three_answers_lead_to_the_next_offer_and_its_reasons(open_page, scripts):
    page = open_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto("/starthilfe/")
    tick(page.get_by_label("Ich suche Einsatzfelder im Betrieb"))
    page.get_by_label("In welcher Branche?").select_option("Handwerk")
    page.get_by_label("Wo?").fill("Hagen")
    page.get_by_role("button", name="Starthilfe zeigen").click()

    expect(next_offer(page)).to_have_text("AI.Shadowing")
    expect(hits(page, "practices").first).to_have_text(
        "KI im Handwerk: sprachbasierte Angebote beim Tischler"
    )
    expect(page.get_by_text("Branche Handwerk, weiter weg, 97 km von Hagen").first).to_be_visible()
    expect(hits(page, "flagships")).to_have_text(re.compile("KIDiHA"))
    assert overflow(page) <= 0


def test_keyboard_alone_chooses_a_suggested_place_and_opens_the_offer(page):
    page.goto("/starthilfe/")
    page.get_by_label("Das weiß ich noch nicht").focus()
    page.keyboard.press("ArrowDown")  # round to the first
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("pader")
    expect(suggestions(page, "id_place").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wo?")).to_have_value("Paderborn")
    page.keyboard.press("Enter")

    expect(next_offer(page)).to_have_text("KI.Kick-off")
    expect(page.locator(".guide__words")).to_have_text("Ich möchte verstehen, was KI bringt · Paderborn")
    page.get_by_text("Antworten ändern").click()
    expect(page.get_by_label("Wo?")).to_have_value("Paderborn")


def test_example_leads_to_a_result_with_its_sum(page):
    page.goto("/starthilfe/")
    page.get_by_role("link", name=re.compile("^Beispiel:")).click()

    expect(next_offer(page)).to_have_text("AI.Shadowing")
    expect(page.locator("[data-savings-hours]")).to_have_text("230")
    expect(page.locator("[data-savings-euros]")).to_have_text("11.500")


def test_calculator_follows_the_typing_and_goes_along_with_the_answers(page):
    page.goto("/starthilfe/")
    page.get_by_label("Minuten, die Sie je Fall sparen").fill("12,5")
    page.get_by_label("Fälle in der Woche").fill("10")
    expect(page.locator("[data-savings-hours]")).to_have_text("96")
    expect(page.locator("[data-savings-money]")).to_be_hidden()
    page.get_by_label("Fälle in der Woche").fill("zehn")
    expect(page.locator("[data-savings-sum]")).to_be_hidden()
    page.get_by_label("Fälle in der Woche").fill("10")
    page.get_by_role("button", name="Starthilfe zeigen").click()

    expect(next_offer(page)).to_have_text("KI-Sprechstunde")
    expect(page.locator("[data-savings-hours]")).to_have_text("96")


def test_unknown_place_takes_the_reader_to_what_is_wrong(page, watch):
    watch.expect("status of 400")
    page.goto("/starthilfe/?stage=curious&place=Nirgendheim")

    expect(page).to_have_title(re.compile("^Fehler: "))
    page.get_by_role("link", name="Einen Ort „Nirgendheim“ kennen wir nicht.").click()
    expect(page.get_by_label("Wo?")).to_be_focused()
    expect(page.get_by_label("Ich möchte verstehen, was KI bringt")).to_be_checked()
    assert violations(page) == []


@pytest.mark.parametrize(
    "setting",
    [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}],
    ids=["desk-light", "phone-dark"],
)
@pytest.mark.parametrize("address", ["/starthilfe/", f"/en/getting-started/?{CRAFTS}"])
def test_page_is_accessible_and_its_targets_are_large(open_page, setting, address):
    page = open_page(**setting)
    page.goto(address)
    for details in page.locator("details").all():
        details.locator("summary").click()

    assert violations(page) == []
    assert too_small(page, OWN, 44) == []
    assert too_small(page, TARGETS, 24) == []


def test_paper_holds_answers_and_hits_but_no_controls(page):
    page.goto(f"/starthilfe/?{CRAFTS}")
    page.emulate_media(media="print")

    for text in ("AI.Shadowing", "Branche Handwerk, weiter weg, 97 km von Hagen", "230"):
        expect(page.get_by_text(text, exact=True).first).to_be_visible()
    expect(page.locator(".guide__paper")).to_contain_text("/starthilfe/?stage=use-cases&industry=crafts")
    for selector in (".site-nav", ".guide__change", ".guide__take", ".guide-group__more", ".guide button"):
        expect(page.locator(selector).first).to_be_hidden()


def test_result_is_sent_to_oneself(page, workshop):
    page.goto(f"{workshop.address}/starthilfe/?{CRAFTS}")
    page.get_by_role("link", name="Mir zusenden").click()
    page.get_by_label("Ihre E-Mail-Adresse").fill("betrieb@example.org")
    page.get_by_role("button", name="Mir zusenden").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Starthilfe ist unterwegs")
    page.get_by_role("link", name="Zurück zum Ergebnis").click()
    expect(next_offer(page)).to_have_text("AI.Shadowing")
    code = "from machinery.models import Letter; print([one.recipients for one in Letter.objects.all()])"
    letters = workshop.say(code)
    assert letters.count("betrieb@example.org") == 1
