"""What people of a company and staff do on the companies' side, step by step, in either language."""

import re

from playwright.sync_api import expect

from landkarte.models import Entry
from submissions.models import Membership, Organisation
from tests.browser.members import person, session
from tests.browser.mouse import tick
from tests.browser.portal import png
from tests.browser.test_login import code_for

REFERENCE = re.compile(r"[EI]-\d{4}-\w{6}")
LOGO = {"name": "logo.png", "mimeType": "image/png", "buffer": png(300, 200)}


# -- Beside the server -------------------------------------------------------------------------------------


def add_members(slug, *emails):
    """The sessions of new people who belong to the organisation of an entry."""
    entry = Entry.objects.get(slug=slug)
    organisation, _is_new = Organisation.objects.get_or_create(entry=entry, defaults={"name": entry.name})
    people = [person(email) for email in emails]
    for one in people:
        Membership.objects.create(user=one, organisation=organisation, role="admin")
    return "keys=" + ",".join(session(one) for one in people)


def members_of(portal, slug, *emails):
    """For each new member of an organisation that is on the map: the browser's storage with the session."""
    code = f"from tests.browser.company import add_members; print(add_members{(slug, *emails)!r})"
    keys = portal.say(code).partition("keys=")[2].strip().split(",")
    where = {"domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": True, "sameSite": "Lax"}
    cookies = [{"name": "session", "value": key, "secure": False, **where} for key in keys]
    return [{"cookies": [cookie], "origins": []} for cookie in cookies]


# -- Steps of a company ------------------------------------------------------------------------------------


def press(page, selector="main form button[type=submit]"):
    page.locator(selector).first.click()


def log_in(page, portal, email):
    """On the page of the login: by the code from the letter, and on to where the person wanted to go."""
    page.locator("main [name=email]").fill(email)
    press(page)
    code = page.locator("main [name=code]")
    expect(code).to_be_visible()
    code.fill(code_for(portal, email))
    press(page)
    expect(code).to_have_count(0)


def name_organisation(page, name, city):
    page.locator("[name=name]").fill(name)
    page.locator("[name=city]").fill(city)
    tick(page.locator("[name=kind][value=company]"))
    press(page)
    expect(page.locator("#id_summary_de")).to_be_visible()


def fill_form(page, **texts):
    """The texts, a focus and a logo; then on to the page that shows everything again."""
    for name, text in texts.items():
        page.locator(f"#id_{name}").fill(text)
    tick(page.locator("[name=focuses]").first)
    page.locator("#id_logo_file").set_input_files(files=[LOGO])
    go_on_to_check(page)


def go_on_to_check(page):
    press(page, "button[name=then][value=check]")
    expect(page.locator("#id_consent")).to_be_visible()


def submit(page):
    """Consents and submits; returns the reference."""
    tick(page.locator("#id_consent"))
    press(page, "form:has(#id_consent) button[type=submit]")
    reference = page.locator(".submission__reference")
    expect(reference).to_have_text(REFERENCE)
    return reference.inner_text()


def change(page, slug, **texts):
    """Begins a change to a published entry, and submits it; returns the reference."""
    page.goto(f"/konto/eintraege/{slug}/aendern/")
    press(page)
    for name, text in texts.items():
        page.locator(f"#id_{name}").fill(text)
    go_on_to_check(page)
    return submit(page)


# -- Steps of staff ----------------------------------------------------------------------------------------


def open_in_admin(staff, model, reference):
    """The page of a submission or a claim, from the queue."""
    staff.goto(f"/admin/submissions/{model}/")
    staff.get_by_role("link", name=reference).click()
    expect(staff.locator("#content")).to_contain_text(reference)


def accept(staff, reference):
    open_in_admin(staff, "submission", reference)
    staff.locator(".review__bar [name=_accept]").click()
    expect(staff.locator(".messagelist .success")).to_be_visible()


def accept_claim(staff, reference):
    open_in_admin(staff, "claim", reference)
    staff.locator(".review__bar [value=accept]").click()
    expect(staff.locator(".messagelist .success")).to_contain_text(reference)


def ask(staff, reference, field, text):
    """A question at a field."""
    open_in_admin(staff, "submission", reference)
    question = staff.locator(f"[name=asking-ask_{field}]")
    staff.locator("details").filter(has=question).locator("summary").click()
    question.fill(text)
    staff.locator("[name=_ask]").click()
    expect(staff.locator(".messagelist .success")).to_be_visible()
