"""Staff decide about a submission with the keyboard alone, and undo it."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.waiting import new_change

MOST_STEPS = 80


def walk(page, key, text):
    """Press the key until what has the focus says this."""
    for _step in range(MOST_STEPS):
        page.keyboard.press(key)
        said = page.evaluate(
            "() => { const now = document.activeElement; return now.matches('a, button') ? now.innerText : "
            "now.type === 'submit' ? now.value : ''; }"
        )
        if text in said:
            return
    raise AssertionError(f"{key} never came to {text}: {page.url}")


def test_submission_is_decided_from_the_queue_with_the_keyboard_alone(staff_page, workshop):
    reference, address = new_change(
        workshop, "phoenix-contact", "tasten@phoenix.example", summary_de="Neuer Text über Antriebe."
    )
    staff_page.goto("/admin/?q=" + reference)
    walk(staff_page, "j", "Phoenix Contact")
    staff_page.keyboard.press("Enter")
    expect(staff_page.locator(".review__bar")).to_be_visible()
    expect(staff_page.locator("[data-keys]")).to_be_visible()

    staff_page.keyboard.press("a")
    expect(staff_page.locator(".review__bar [name=_accept]")).to_be_focused()
    staff_page.keyboard.press("Enter")
    expect(staff_page.locator(".messagelist .success")).to_contain_text("ist angenommen.")

    walk(staff_page, "Tab", "Rückgängig (10 Minuten)")
    staff_page.keyboard.press("Enter")
    expect(staff_page.locator(".messagelist .success")).to_contain_text("Zurückgenommen")
    assert staff_page.url.endswith(address)
    expect(staff_page.locator("[data-keys]")).to_be_visible()

    staff_page.keyboard.press("r")
    expect(staff_page.locator("#id_rejecting-reason")).to_be_focused()
    staff_page.keyboard.press("ArrowDown")
    expect(staff_page.locator("#id_rejecting-explanation")).to_have_value(
        "Auf der KI.Landkarte stehen Organisationen mit einem Sitz in Nordrhein-Westfalen. Haben Sie hier "
        "eine Niederlassung, geben Sie bitte deren Adresse an."
    )
    walk(staff_page, "Tab", "Ablehnen")
    staff_page.keyboard.press("Enter")
    expect(staff_page.locator(".messagelist .success")).to_contain_text("ist abgelehnt.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_a_submission_is_accessible_and_shows_both_pins(staff_page, workshop, scheme):
    _reference, address = new_change(
        workshop,
        "phoenix-contact",
        f"{scheme}@phoenix.example",
        summary_de="Neuer <b>Text</b> über Antriebe.",
        latitude=51.93,  # in the same town
        focuses=["robotics"],
    )
    staff_page.emulate_media(color_scheme=scheme)
    staff_page.goto(address)
    expect(staff_page.locator(".review__map .map-pin")).to_have_count(2)
    assert violations(staff_page) == []

    staff_page.locator("[name=_preview_accept]").click()
    expect(staff_page.locator("#vorschau")).to_be_focused()
    assert violations(staff_page) == []
    staff_page.locator("#id_rejecting-reason").select_option("other")
    staff_page.locator("#id_rejecting-explanation").fill("Nur ein Test.")
    staff_page.locator("[name=_reject]").click()
    expect(staff_page.locator(".messagelist .success")).to_be_visible()
