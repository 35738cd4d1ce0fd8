"""Every kind of entry has its words, its shape and its colour wherever kinds are shown."""

import re

import pytest
from django.conf import settings

from landkarte.entries.structured_data import TYPES
from landkarte.models.kinds import PLURALS, Kind
from offers.on_the_map.relations import FITTING
from submissions.forms.kinds import WORDS

STATIC = settings.BASE_DIR / "static"


@pytest.mark.parametrize("table", [PLURALS, WORDS, TYPES, FITTING])
def test_table_names_every_kind(table):
    assert table.keys() == set(Kind)


def test_who_comes_for_the_first_time_chooses_an_organisation():
    assert {kind for kind, words in WORDS.items() if words.entering} == set(Kind.organisations)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [("img/kinds.svg", r'<symbol id="(\w+)"'), ("js/map/shapes.js", r"^  (\w+): (?:polygon|star)\(")],
)
def test_kind_has_its_shape(path, pattern):
    assert set(re.findall(pattern, (STATIC / path).read_text(), re.MULTILINE)) == set(Kind.values)


@pytest.mark.parametrize("pattern", [r"--kind-(\w+):", r"\.tone--(\w+)"])
def test_style_sheet_that_knows_a_kind_knows_all(pattern):
    known = {
        path.name: found
        for path in STATIC.glob("css/*.css")
        if (found := {*re.findall(pattern, path.read_text())} & {*Kind.values})
    }

    assert known
    assert {name: {*Kind.values} - found for name, found in known.items() if found != {*Kind.values}} == {}
