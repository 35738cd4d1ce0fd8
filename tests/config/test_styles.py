"""The sheets of styles: short, nothing in them that no page has, each colour in one place."""

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
LONGEST = 400  # lines
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\(")
OF_COLOURS = {"tokens.css", "admin.css"}  # the portal's, and what Django's admin calls its own
ON_PAPER = {"paper.css", "admin_report.css"}  # black on white, whatever the scheme
SHADOWS = {"#ffffff", "rgb("}  # what lies under logos, and what a dialog or a list throws
CLASS = re.compile(r"\.([a-z][\w-]*)", re.IGNORECASE)
OF_OTHERS = re.compile(  # classes that Django's admin and Leaflet write
    r"leaflet-|v[A-Z]|field-|model-|form-multiline|aligned|change-list|messagelist|object-tools|skip-to-content"
)
WRITERS = (
    "templates/**/*.html",
    "static/js/**/*.js",
    "accounts/**/*.py",
    "desk/**/*.py",
    "landkarte/**/*.py",
)


def rules_of(sheet):
    """The text of a sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


def selectors_of(sheet):
    """What stands before the braces, without the values of attributes."""
    return re.sub(r"\[[^\]]*\]", "", "\n".join(re.findall(r"([^{};]+)\{", rules_of(sheet))))


@pytest.fixture(scope="module")
def written():
    """All words of all files that write classes; `mark--{{ name }}` is there as `mark--`."""
    files = (path for pattern in WRITERS for path in settings.BASE_DIR.glob(pattern))
    return {word for path in files for word in re.findall(r"[\w-]+", path.read_text())}


def is_written(name, words):
    """Whether the class stands somewhere as a whole, or its beginning does."""
    base, dashes, _rest = name.partition("--")
    return name in words or (dashes and base + dashes in words)


def test_no_sheet_is_too_long():
    assert {
        sheet.name: lines for sheet in SHEETS if (lines := len(sheet.read_text().splitlines())) > LONGEST
    } == {}


def test_sheets_have_no_class_that_nobody_writes(written):
    named = {(sheet.name, name) for sheet in SHEETS for name in CLASS.findall(selectors_of(sheet))}
    ours = {one for one in named if not OF_OTHERS.match(one[1])}

    assert len(ours) > 500
    assert {one for one in ours if not is_written(one[1], written)} == set()


def test_colours_stand_in_one_place():
    found = {
        (sheet.name, colour)
        for sheet in SHEETS
        if sheet.name not in OF_COLOURS | ON_PAPER
        for colour in COLOUR.findall(rules_of(sheet))
    }

    assert {one for one in found if one[1] not in SHADOWS} == set()
