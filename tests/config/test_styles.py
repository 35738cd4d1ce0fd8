"""The sheets of styles: short, nothing in them that no page has, each colour in one place; the joined."""

import re

import pytest
from django.conf import settings

from machinery.bundles import SHEET, joined

PAGES = sorted((settings.BASE_DIR / "static" / "css" / "pages").glob("*.css"))
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


# -- The sheet of a page ------------------------------------------------------------------------------


def texts(**sources):
    return {f"css/{name}.css": source for name, source in sources.items()}.__getitem__


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: sheet.name)
def test_sheet_of_a_page_imports_and_has_no_rules_of_its_own(sheet):
    """What a join does not understand would stay in it as it is, and no browser would follow it."""
    assert SHEET.sub("", rules_of(sheet)).strip() == ""


def test_no_other_sheet_imports():
    assert [sheet.name for sheet in SHEETS if "@import" in rules_of(sheet)] == []


def test_every_sheet_of_a_page_is_named():
    writers = [*(settings.BASE_DIR / "templates").rglob("*.html"), *PAGES]
    named = {name for path in writers for name in re.findall(r"(?:pages|\.)/(\w+\.css)", path.read_text())}

    assert {sheet.name for sheet in PAGES} - named == set()


def test_joined_sheets_stand_in_the_order_of_their_imports_without_what_is_said_to_readers():
    read = texts(
        page='/* A page. */\n\n@import "./one.css";\n@import "./two.css";\n.own {\n  color: red;\n}\n',
        one="/* Where\n   it begins. */\n.one {\n  top: 0;\n}\n",
        two='@import "./inner.css";\n.two::after {\n  content: "a  b";\n}\n',
        inner=".inner {\n}\n",
    )

    assert joined("css/page.css", read).split("\n") == [
        ".one {",
        "top: 0;",
        "}",
        ".inner {",
        "}",
        ".two::after {",
        'content: "a  b";',
        "}",
        ".own {",
        "color: red;",
        "}",
    ]


def test_joined_sheet_finds_the_pictures_of_those_that_it_holds():
    read = {
        "css/pages/map.css": '@import "../../leaflet/leaflet.css";\n',
        "leaflet/leaflet.css": "a { background: url(images/layers.png); behavior: url(#default#VML) }\n"
        'b { background: url("data:image/png;base64,AA") }\n',
    }.__getitem__

    assert re.findall(r"url\((.+?)\)", joined("css/pages/map.css", read)) == [
        "../../leaflet/images/layers.png",
        "#default#VML",
        '"data:image/png;base64,AA"',
    ]


@pytest.mark.parametrize("again", ['@import "./two.css";\n', '@import "./page.css";\n'])
def test_sheet_that_is_imported_twice_is_refused(again):
    """Where it stands would depend on what lies between; and a circle never ends."""
    read = texts(page='@import "./one.css";\n@import "./two.css";\n', one=again, two="")

    with pytest.raises(ValueError, match="twice"):
        joined("css/page.css", read)
