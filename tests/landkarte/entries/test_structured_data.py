"""Entries in the words of schema.org."""

import json

import pytest

from landkarte.entries.structured_data import TYPES, describe
from landkarte.models import Entry
from landkarte.templatetags.landkarte import code_words, json_ld, kilometres
from tests.factories import EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def absolute(path):
    return f"https://karte.example{path}"


@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_every_kind_has_a_type(kind):
    data = describe(EntryFactory(kind=kind, slug="a"), absolute)

    assert (data["@type"], data["@id"]) == (TYPES[kind], "https://karte.example/eintraege/a/")


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("best_practice", "publisher"),
        ("product", "manufacturer"),
        ("qualification", "provider"),
        ("project", "parentOrganization"),
        ("company", "parentOrganization"),
    ],
)
def test_kind_names_its_organisation_in_its_own_word(kind, word):
    organisation = EntryFactory(name="Institut")

    assert describe(EntryFactory(kind=kind, organisation=organisation), absolute)[word]["name"] == "Institut"


def test_hidden_organisation_is_left_out():
    organisation = EntryFactory(name="Geheim", status="draft")

    assert "Geheim" not in json.dumps(describe(EntryFactory(organisation=organisation), absolute))


def test_place_has_address_and_point():
    entry = EntryFactory(street="Weg 1", postal_code="50667")

    assert describe(entry, absolute)["location"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Weg 1",
            "postalCode": "50667",
            "addressLocality": "Köln",
            "addressRegion": "Nordrhein-Westfalen",
            "addressCountry": "DE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 50.93333, "longitude": 6.95},
    }


def test_entry_without_a_place_has_none():
    assert {"location", "contentLocation"} & describe(
        EntryFactory(without_place=True), absolute
    ).keys() == set()


def test_entry_without_a_website_has_its_page_as_address():
    assert describe(EntryFactory(slug="a"), absolute)["url"] == "https://karte.example/eintraege/a/"


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "\u2028", 'a"b\\c'])
def test_data_block_cannot_be_closed_by_its_data(text):
    block = json_ld({"name": text})
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert not {*"<>&"} & {*inner}
    assert json.loads(inner) == {"name": text}


@pytest.mark.parametrize(("distance", "shown"), [(0.04, 0), (1.23, 1.2), (9.96, 10), (12.34, 12)])
def test_kilometres_are_rounded_by_their_size(distance, shown):
    assert kilometres(distance) == shown


def test_code_words_are_marked_and_nothing_else_becomes_markup():
    assert code_words("with `radius` <b>") == "with <code>radius</code> &lt;b&gt;"
