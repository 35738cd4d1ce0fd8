"""A reader who has nothing but a keyboard, at a desk or with a phone, in German or in English."""

import os
import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import overflow, suggestions, until, visit

NO_POINTER = """
for (const type of ["pointerdown", "touchstart", "wheel"]) {
  addEventListener(type, () => console.error(`a journey by keyboard used a pointer: ${type}`), true);
}"""
HAS_FOCUS = "one => one === document.activeElement"
SHOWS_FOCUS = "one => one.matches(':focus-visible')"
STOP = """(end) => {
  const { activeElement: one } = document;
  const { className, name = "", href = "", textContent: text } = one;
  return one.matches(end) ? null : { className, name, href, text };
}"""

DEVICES = {"desk": {"viewport": DESK}, "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True}}
READERS = ["desk-de", "phone-en"]  # each width and each language once
if os.environ.get("ALL_READERS") == "1":
    READERS += ["desk-en", "phone-de"]


class Reader:
    """`page` is theirs; every act is a key. They want no movement: the map goes where it goes at once."""

    def __init__(self, open_page, name):
        device, self.language = name.split("-")
        self.has_phone = device == "phone"
        self.start = "/" if self.language == "de" else "/en/"
        self.page = open_page(**DEVICES[device], reduced_motion="reduce")
        self.page.add_init_script(NO_POINTER)

    def says(self, german, english):
        return german if self.language == "de" else english

    def hits(self, number):
        return self.says(f"{number} Treffer", f"{number} result{'' if number == 1 else 's'}")

    # -- Where they are --------------------------------------------------------------------------------

    def visit(self, query=""):
        """Opens the map page; returns when the map has drawn its answer."""
        visit(self.page, f"{self.start}{query}")
        return self.page

    def goto(self, german, english):
        self.page.goto(self.says(german, english))
        return self.page

    def total(self):
        """The number of hits that the list says."""
        return int(self.page.locator("#results").get_attribute("data-total"))

    def sees_hits(self, number):
        expect(self.page.locator("#results h2")).to_have_text(self.hits(number))

    def fits(self):
        """Nothing sticks out: a phone would make its window wider rather than say so."""
        width = self.page.viewport_size["width"]
        assert overflow(self.page) <= 0
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width

    # -- What they do ----------------------------------------------------------------------------------

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, target, most=40, key="Tab"):
        """Goes on by Tab until `target` has the focus, which must show."""
        for _ in range(most):
            self.press(key)
            if target.evaluate(HAS_FOCUS):
                break
        expect(target).to_be_focused()
        expect(target).to_be_in_viewport()
        assert target.evaluate(SHOWS_FOCUS)

    def enter(self, target, most=40, key="Tab"):
        """Goes to `target` and opens it."""
        self.tab_to(target, most, key)
        self.press("Enter")

    def stops(self, most=60, until="body"):
        """Every stop from here to the end of the page, or to `until`: className, name, href and text."""
        found = []
        for _ in range(most):
            self.press("Tab")
            stop = self.page.evaluate(STOP, f"body, {until}")
            if stop is None or stop in found[:1]:
                return found
            found.append(stop)
        raise AssertionError(f"more than {most} stops")

    def stand_before(self, target):
        """Puts the focus there: for what lies behind a long list, which Tab would only walk along."""
        target.focus()
        expect(target).to_be_focused()

    # -- The filter ------------------------------------------------------------------------------------

    def open_filter(self):
        """On a phone the filters stand in a dialog."""
        opener = self.page.locator("[data-filter-open]")
        if self.has_phone:
            self.enter(opener)
            expect(self.page.locator("[data-filter-dialog]")).to_be_visible()
        else:
            expect(opener).to_be_hidden()

    def open_panel(self, name, key="Tab"):
        panel = self.page.locator(f"[data-facet-panel={name}]")
        self.enter(panel.locator("> summary"), key=key)
        expect(panel.locator("> fieldset")).to_be_visible()
        return panel

    def tick(self, name, value):
        self.tab_to(self.page.locator(f"input[name={name}][value='{value}']"))
        self.press("Space")
        expect(self.page).to_have_url(re.compile(f"{name}={value}"))

    def close_filter(self, number):
        """On a phone by the button that says how many hits there are."""
        if not self.has_phone:
            self.press("Escape")
            return
        show = self.page.locator("[data-filter-show]")
        result = f"result{'' if number == 1 else 's'}"
        expect(show).to_have_text(self.says(f"{number} Treffer anzeigen", f"Show {number} {result}"))
        self.enter(show)
        expect(self.page.locator("[data-filter-dialog]")).to_be_hidden()
        expect(self.page.locator("[data-filter-open]")).to_be_focused()

    def choose(self, field, text, label):
        """Writes into a field with suggestions and takes the one of this name by its arrow."""
        self.type(text)
        option = suggestions(self.page, field)
        expect(option.filter(has_text=label).first).to_be_visible()
        labels = option.locator(".combobox__label").all_inner_texts()
        self.press(*["ArrowDown"] * (labels.index(label) + 1))
        at = self.page.locator(f"#{field}").get_attribute("aria-activedescendant")
        expect(self.page.locator(f"#{at} .combobox__label")).to_have_text(label)
        self.press("Enter")

    def waits_until(self, condition):
        until(self.page, condition)
