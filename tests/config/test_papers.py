"""What the papers show is what there is."""

import re

from django.conf import settings

from tests.picture import PICTURE, contracts, picture

PATH = re.compile(r"`([\w<>.-]+/[\w<>./-]*|[A-Z]+\.md)`")


def how_to_add():
    _before, _heading, section = (
        (settings.BASE_DIR / "CONTRIBUTING.md").read_text().partition("## How to add\n")
    )
    return section.partition("\n## ")[0]


def table():
    """What is added -> the files that it takes, and how many that are."""
    rows = [line.strip("|").split("|") for line in how_to_add().splitlines() if line.startswith("| a ")]
    return {what.strip(): (PATH.findall(files), int(number)) for what, files, number in rows}


def test_picture_of_the_architecture_is_that_of_the_contracts():
    """`make picture` draws it anew."""
    assert PICTURE.read_text() == picture()


def test_picture_names_every_app():
    levels, _inside = contracts()

    assert [app for level in levels for app in level if f">{app}/<" not in picture()] == []


def test_files_that_how_to_add_names_are_there():
    patterns = {path: re.sub("<[a-z]+>", "*", path) for path in PATH.findall(how_to_add())}

    assert [path for path, pattern in patterns.items() if not any(settings.BASE_DIR.glob(pattern))] == []


def test_how_to_add_counts_the_files_that_it_names():
    assert len(table()) == 10
    assert {what: len(files) for what, (files, _number) in table().items()} == {
        what: number for what, (_files, number) in table().items()
    }


def test_more_than_five_files_have_a_reason():
    many = [what for what, (files, _number) in table().items() if len(files) > 5]
    reasons = how_to_add().partition("More than five:\n")[2].partition("\nOnly where")[0]

    assert [what for what in many if f"- {what.capitalize().removesuffix(' of entry')}:" not in reasons] == []
