"""A company on its whole way, on the real server: new, claimed, changed; with scripts and without."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.company import (
    REFERENCE,
    accept,
    accept_claim,
    ask,
    change,
    fill_form,
    go_on_to_check,
    log_in,
    members_of,
    name_organisation,
    open_in_admin,
    press,
    submit,
)
from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick

MOST_PAGES = 6  # from the address to the reference
MOST_SECONDS = 5  # from acceptance to the map
WAYS = {
    "desk-de": ("/mitmachen/", "/", {"viewport": DESK}),
    "phone-en-without-scripts": (
        "/en/contribute/",
        "/en/",
        {"viewport": PHONE, "java_script_enabled": False},
    ),
}


class Pages:
    """The pages that somebody has before them from now on."""

    def __init__(self, page):
        self.seen = [page.url]
        page.on("response", self._note)

    def _note(self, response):
        if response.request.is_navigation_request() and response.status == 200:
            self.seen.append(response.url)


def shown_on_map(page, start, name):
    """The address of the entry of this name on its card, or None while the list has none."""
    page.goto(f"{start}?q={name}")
    card = page.locator("#results .card__name a", has_text=name)
    return card.get_attribute("href") if card.count() else None


@pytest.mark.parametrize("way", WAYS)
def test_new_company_is_on_the_map_seconds_after_its_acceptance(open_page, staff_page, workshop, way):
    entrance, start, setting = WAYS[way]
    name = f"Quarzwerk {way.title().replace('-', '')}"
    page = open_page(base_url=workshop.address, **setting)
    page.goto(entrance)
    page.locator(".start__button").first.click()
    expect(page.locator("main [name=email]")).to_be_visible()

    pages = Pages(page)
    log_in(page, workshop, f"{way}@quarzwerk.example")
    name_organisation(page, name, "Hagen")
    fill_form(page, summary_de="Wir sortieren Quarz mit Kameras.", ai_relation="Ein Netz sieht den Bruch.")
    reference = submit(page)
    assert len(pages.seen) <= MOST_PAGES, pages.seen

    reader = open_page(base_url=workshop.address, **setting)
    assert shown_on_map(reader, start, name) is None
    open_in_admin(staff_page, "submission", reference)
    accepted_at = time.monotonic()
    staff_page.locator(".review__bar [name=_accept]").click()
    address = None
    while address is None and time.monotonic() < accepted_at + MOST_SECONDS:
        address = shown_on_map(reader, start, name)
    assert address is not None
    rows = reader.request.get("/api/v1/entries/", params={"q": name}).json()["results"]
    assert [row["name"] for row in rows] == [name]
    reader.goto(address)
    assert reader.locator("h1").inner_text() == name
    assert time.monotonic() < accepted_at + MOST_SECONDS
    expect(reader.locator("img.face").first).to_have_js_property("naturalWidth", 300)
    page.reload()
    expect(page.locator("main")).to_contain_text("Accepted" if start == "/en/" else "Angenommen")


def claim(page, portal, address, email):
    """From the public page of the entry, over the login, to the form of the claim."""
    page.goto(address)
    page.locator("a[href*='/mitmachen/anspruch/']").click()
    log_in(page, portal, email)
    tick(page.locator("[name=authorised]"))


def test_person_at_the_domain_of_an_entry_has_it_at_once(open_page, workshop):
    page = open_page(base_url=workshop.address)
    claim(page, workshop, "/eintraege/beckhoff/", "ada@beckhoff.com")
    press(page)

    expect(page.locator("h1")).to_have_text("Sie pflegen jetzt „Beckhoff Automation“")
    page.goto("/konto/")
    expect(page.get_by_role("heading", name="Beckhoff Automation", level=2)).to_be_visible()


def test_person_with_any_address_has_the_entry_when_staff_accept(open_page, staff_page, workshop):
    page = open_page(base_url=workshop.address, java_script_enabled=False, viewport=PHONE)
    claim(page, workshop, "/eintraege/claas/", "kim.claas@gmx.de")
    page.locator("[name=message]").fill("Ich leite dort die Presse, siehe Impressum.")
    press(page)
    expect(page.locator(".form__reference")).to_have_text(REFERENCE)
    reference = page.locator(".form__reference").inner_text()
    page.goto("/konto/")
    expect(page.get_by_role("heading", name="CLAAS", level=2)).to_have_count(0)

    accept_claim(staff_page, reference)

    page.goto("/konto/")
    expect(page.get_by_role("heading", name="CLAAS", level=2)).to_be_visible()


@pytest.mark.parametrize(("slug", "scripts"), [("fiege", True), ("henkel", False)])
def test_change_with_a_question_is_public_when_it_is_accepted(open_page, staff_page, workshop, slug, scripts):
    [member] = members_of(workshop, slug, f"presse@{slug}.example")
    page = open_page(base_url=workshop.address, storage_state=member, java_script_enabled=scripts)
    reader = open_page(base_url=workshop.address, java_script_enabled=scripts)
    summary, better = f"Neuer Kurztext von {slug}.", f"Genauer Kurztext von {slug}."

    def reads(text):
        reader.goto(f"/eintraege/{slug}/")
        return text in reader.locator("main").inner_text()

    reference = change(page, slug, summary_de=summary)
    assert not reads(summary)
    ask(staff_page, reference, "summary_de", "Geht es genauer?")

    page.reload()
    page.locator(".question__about a").click()
    field = page.locator(".part__field").filter(has=page.locator("#id_summary_de"))
    expect(field.locator(".question__text")).to_have_text("Geht es genauer?")
    page.locator("#id_summary_de").fill(better)
    field.locator("[name^=answer_]").fill("Ja, gern.")
    go_on_to_check(page)
    assert submit(page) == reference
    assert not reads(better)
    accept(staff_page, reference)

    assert reads(better)
    assert not reads(summary)
    expect(page.locator("main")).to_contain_text("Ja, gern.")
