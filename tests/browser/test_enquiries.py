"""From an offer to the enquiry, and from the enquiry to its end: visitor and staff, in the real portal."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import click_word, tick

WORDS = {
    "/angebote/": {"ask": "Dieses Angebot anfragen", "received": "Danke, Ihre Anfrage ist angekommen"},
    "/en/offers/": {"ask": "Request this offer", "received": "Thank you, your enquiry has arrived"},
}


def ask(page, start, company):
    """By keyboard alone: from the catalogue to the number."""
    page.goto(start)
    page.get_by_role("link", name="AI.Shadowing").first.press("Enter")
    page.get_by_role("link", name=WORDS[start]["ask"]).press("Enter")
    page.locator("#id_question").press_sequentially("Zwanzig Minuten Tippen nach jedem Auftrag.")
    for name, value in {
        "company": company,
        "place": "Hagen",
        "name": "Kim Muster",
        "email": "kim@example.org",
    }.items():
        page.locator(f"#id_{name}").press_sequentially(value)
    page.locator("#id_consent").press("Space")
    page.locator("#id_email").press("Enter")
    expect(page.locator("h1")).to_have_text(WORDS[start]["received"])
    return page.locator(".form__reference").inner_text()


@pytest.mark.parametrize(
    ("start", "size"), [("/angebote/", DESK), ("/en/offers/", PHONE)], ids=["desk-de", "phone-en"]
)
def test_visitor_finds_and_requests_an_offer_and_staff_handle_it(
    open_page, workshop, staff_page, start, size
):
    visitor = open_page(base_url=workshop.address, viewport=size)
    reference = ask(visitor, start, f"Muster {size['width']}")
    assert re.fullmatch(r"A-\d{4}-\w{6}", reference)

    staff_page.goto("/admin/offers/enquiry/")
    staff_page.get_by_role("link", name=reference).click()
    expect(staff_page.get_by_text("Zwanzig Minuten Tippen nach jedem Auftrag.")).to_be_visible()
    for move in ("assigned", "agreed", "done"):
        staff_page.locator("#id_move").select_option(move)
        staff_page.locator("[name=_continue]").click()
        expect(staff_page.locator(".messagelist .success")).to_be_visible()
    expect(staff_page.locator("#id_move option")).to_have_count(1)

    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("abgeschlossen" if start == "/angebote/" else "closed")


def test_second_tab_with_the_same_words_gets_the_same_number(open_page, workshop):
    page = open_page(base_url=workshop.address)
    first = ask(page, "/angebote/", "Muster Sanitär")

    assert ask(page.context.new_page(), "/angebote/", "Muster Sanitär") == first


def test_form_without_javascript_names_what_is_missing_and_keeps_the_rest(open_page, workshop, watch):
    watch.expect(r"status of 400 .*/anfragen/")
    page = open_page(base_url=workshop.address, java_script_enabled=False)
    page.goto("/angebote/ai-shadowing/anfragen/")
    page.locator("#id_company").fill("Muster Elektro")
    page.locator("main [type=submit]").click()

    assert page.title().startswith("Fehler:")
    expect(page.locator("#fehler a")).to_have_count(5)
    expect(page.locator("#id_company")).to_have_value("Muster Elektro")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_who_can_help_ends_with_somebody_who_answers(open_page, workshop, staff_page, size):
    page = open_page(base_url=workshop.address, viewport=size)
    page.goto("/")
    click_word(page.get_by_role("link", name="Wer kann helfen?"))
    card = page.locator(".card[data-kind=company] h3 a").first
    name = card.inner_text()
    click_word(card)
    click_word(page.get_by_role("link", name="Anfrage über KI.NRW"))
    expect(page.get_by_text(f"Es geht um {name}.")).to_be_visible()
    page.locator("#id_question").fill("Wir suchen Hilfe bei der Planung unserer Touren.")
    for field, value in {"company": f"Touren {size['width']}", "place": "Hagen", "name": "Kim"}.items():
        page.locator(f"#id_{field}").fill(value)
    page.locator("#id_email").fill("kim@example.org")
    tick(page.locator("#id_consent"))
    click_word(page.get_by_role("button", name="Anfrage senden"))
    expect(page.locator("h1")).to_have_text("Danke, Ihre Anfrage ist angekommen")
    reference = page.locator(".form__reference").inner_text()

    staff_page.goto("/admin/offers/enquiry/")
    staff_page.get_by_role("link", name=reference).click()
    expect(staff_page.get_by_role("link", name=name, exact=True)).to_have_count(1)
