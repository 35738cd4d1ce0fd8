"""The editors' form: the pin and the numbers follow each other, and saving works under the strict policy."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import land


@pytest.fixture
def form(staff_page):
    return open_form(staff_page, "agrarroboter")


def open_form(page, text):
    page.goto(f"/admin/landkarte/entry/?q={text}")
    page.locator("#result_list .field-name a").first.click()
    expect(pin(page)).to_be_visible()
    page.locator(".location-map").scroll_into_view_if_needed()
    return page


def pin(page):
    return page.locator(".location-map .map-pin")


def numbers(page):
    return float(page.locator("#id_latitude").input_value()), float(
        page.locator("#id_longitude").input_value()
    )


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_numbers_are_written_with_a_point(form):
    assert re.fullmatch(r"\d\d\.\d+", form.locator("#id_latitude").input_value())
    assert re.fullmatch(r"\d\.\d+", form.locator("#id_longitude").input_value())


def test_name_of_the_portal_can_be_read(form):
    expect(form.locator("#site-name a")).to_have_css("color", "rgb(255, 255, 255)")


def test_map_is_wide_enough_to_work_with(form):
    box = form.locator(".location-map").bounding_box()

    assert box["width"] >= 500
    assert box["height"] >= 300


def test_dragging_the_pin_sets_the_numbers(form):
    latitude, longitude = numbers(form)
    x, y = middle(pin(form).bounding_box())
    form.mouse.move(x, y)
    form.mouse.down()
    form.mouse.move(x + 20, y + 10, steps=4)
    form.mouse.move(x + 60, y + 40, steps=4)
    form.mouse.up()

    expect(form.locator("#id_latitude")).not_to_have_value(str(latitude))
    assert numbers(form)[0] < latitude
    assert numbers(form)[1] > longitude


def test_click_on_the_map_sets_the_numbers(form):
    latitude, longitude = numbers(form)
    box = form.locator(".location-map").bounding_box()

    form.mouse.click(box["x"] + 60, box["y"] + 60)

    assert numbers(form)[0] > latitude
    assert numbers(form)[1] < longitude


def test_typing_moves_the_pin(form):
    before = pin(form).bounding_box()

    form.locator("#id_longitude").fill(str(numbers(form)[1] + 0.02))

    expect(pin(form)).to_be_visible()
    assert pin(form).bounding_box()["x"] > before["x"]


def test_emptying_a_number_takes_the_pin_away(form):
    form.locator("#id_longitude").fill("")

    expect(pin(form)).to_have_count(0)


def test_arrow_keys_move_the_pin(form):
    latitude, longitude = numbers(form)
    pin(form).focus()
    form.keyboard.press("ArrowRight")
    form.keyboard.press("Shift+ArrowUp")

    assert numbers(form)[0] > latitude
    assert numbers(form)[1] > longitude


def test_saving_keeps_the_place(form):
    form.locator("#id_latitude").fill("51.4321")
    form.locator("[name=_continue]").click()

    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(form.locator("#id_latitude")).to_have_value("51.4321")


def test_withdrawing_and_publishing_are_one_click_each(form):
    form.get_by_role("button", name="Speichern und zurückziehen").click()
    expect(form.locator(".field-status .readonly").first).to_contain_text("zurückgezogen")

    form.get_by_role("button", name="Speichern und veröffentlichen").click()

    expect(form.locator(".field-status .readonly").first).to_contain_text("veröffentlicht")


def test_preview_shows_the_public_page(form):
    name = form.locator("#id_name").input_value()
    form.get_by_role("link", name="So sieht die Seite aus").click()

    expect(form.get_by_role("heading", level=1)).to_have_text(name)
    expect(form.locator(".map-entry")).to_be_attached()


def test_new_entry_starts_with_a_map_and_no_pin(staff_page):
    staff_page.goto("/admin/landkarte/entry/add/")
    expect(land(staff_page)).to_be_attached()
    expect(pin(staff_page)).to_have_count(0)

    staff_page.locator(".location-map").scroll_into_view_if_needed()
    staff_page.locator(".location-map").click(position={"x": 200, "y": 150})

    expect(pin(staff_page)).to_be_visible()
    assert 49 < numbers(staff_page)[0] < 54


@pytest.mark.parametrize(
    "address",
    [
        "",
        "landkarte/",
        "landkarte/entry/",
        "landkarte/entry/?q=aachen",
        "landkarte/industry/",
        "landkarte/region/",
    ],
)
def test_page_gives_no_reason_for_a_report(staff_page, address):
    staff_page.goto(f"/admin/{address}")

    expect(staff_page.get_by_role("heading", level=1)).to_be_visible()


def test_history_gives_no_reason_for_a_report(form):
    form.get_by_role("link", name="Geschichte").click()
    expect(form.locator("#change-history tbody tr")).not_to_have_count(0)

    form.locator("#change-history tbody a").first.click()

    expect(form.locator("#id_name")).to_be_visible()


def test_deleting_asks_first(form):
    form.get_by_role("link", name="Löschen", exact=True).click()

    expect(form.get_by_role("heading", level=1)).to_be_visible()
