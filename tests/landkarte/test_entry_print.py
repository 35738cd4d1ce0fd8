"""The print view: the query in words, its hits, a map that fits them."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.views import print as print_view
from tests.config.test_pages import Page
from tests.factories import EntryFactory
from tests.landkarte.test_entry_list import HOSTILE
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def names(response):
    return re.findall(r"</svg>\s*([^<]+)</h2>", response.content.decode())


def test_print_view_shows_every_hit_and_no_other(client):
    organisation = EntryFactory(name="Institut", kind="research")
    EntryFactory(name="Alpha", kind="product", organisation=organisation, summary_de="Misst alles.")
    EntryFactory(name="Entwurf", kind="product", status="draft")
    text = seen(client.get("/drucken/?kind=product"))

    assert names(client.get("/drucken/?kind=product")) == ["Alpha"]
    assert "Produkt · Institut · Köln" in text
    assert "Misst alles." in text
    assert "Entwurf" not in text


def test_print_view_has_more_than_a_page_of_the_list(client):
    for _ in range(30):
        EntryFactory()

    assert len(names(client.get("/drucken/?page=1"))) == 30


def test_print_view_names_the_query_in_words(client):
    EntryFactory(name="Alpha", kind="product")
    response = client.get("/drucken/?q=alpha&kind=product&kind=company&region=05315")
    text = response.content.decode()

    assert response.context["named"] == [
        ("Suche", ["„alpha“"]),
        ("Art", ["Produkt", "Unternehmen"]),
        ("Region", ["Köln"]),
    ]
    assert "http://testserver/?q=alpha&amp;kind=product&amp;kind=company&amp;region=05315" in text
    assert "<strong>1 Treffer</strong>" in text


def test_legend_names_the_kinds_among_the_hits_in_their_order(client):
    for kind in ("product", "company", "product"):
        EntryFactory(kind=kind, industries=["a", "b"])
    response = client.get("/drucken/?industry=a&industry=b")

    assert [(kind, number) for kind, _label, number in response.context["kinds"]] == [
        ("company", 1),
        ("product", 2),
    ]


def test_map_fits_the_hits(client):
    EntryFactory(latitude=50.5, longitude=6.5, precision="address")
    EntryFactory(latitude=51.5, longitude=7.25, precision="address")
    EntryFactory(kind="product", latitude=52, longitude=9, precision="address")

    assert client.get("/drucken/?kind=company").context["bounds"] == "6.500000,50.500000,7.250000,51.500000"


def test_entries_without_a_point_leave_the_map_as_it_is(client):
    EntryFactory(without_place=True)

    assert client.get("/drucken/").context["bounds"] == ""


def test_list_ends_at_its_limit_and_says_where_the_rest_is(client, monkeypatch):
    monkeypatch.setattr(print_view, "MOST_ENTRIES", 2)
    for name in ("Alpha", "Beta", "Gamma"):
        EntryFactory(name=name, kind="product")
    response = client.get("/drucken/?kind=product&sort=name")

    assert names(response) == ["Alpha", "Beta"]
    assert "Die Liste endet nach 2 von 3 Einträgen." in response.content.decode()
    assert "/api/v1/entries.csv?kind=product&sort=name" in [link["href"] for link in Page(response).all("a")]
    assert client.get("/api/v1/entries.csv?kind=product&sort=name").status_code == 200


@pytest.mark.parametrize(
    ("address", "name"), [("/drucken/?kind=nix", "kind"), ("/en/print/?near=91,7", "near")]
)
def test_wrong_query_is_a_400_that_names_the_parameter_and_shows_no_entries(client, address, name):
    EntryFactory(name="Alpha")
    response = client.get(address)

    assert response.status_code == 400
    assert f"(<code>{name}</code>)" in response.content.decode()
    assert "Alpha" not in response.content.decode()


def test_nothing_found_is_a_page_without_a_map(client):
    response = client.get("/drucken/?q=nirgends")

    assert response.status_code == 200
    assert "<strong>0 Treffer</strong>" in response.content.decode()
    assert [one for one in Page(response).all("div") if "data-map" in one] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_verbatim(client, text):
    EntryFactory(name=text, summary_de=text, city=text)
    response = client.get("/drucken/")

    assert [unescape(name) for name in names(response)] == [text]
    assert "<script>alert" not in response.content.decode()


def test_print_view_takes_the_same_queries_for_one_and_three_entries(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(organisation=EntryFactory(), industries=["a", "b"])
        client.get("/drucken/")  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            assert names(client.get("/drucken/?industry=a&near=51,7&radius=300"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
