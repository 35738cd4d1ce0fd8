"""`place=Aachen` on the map page: for readers without scripts."""

import re
from urllib.parse import parse_qs

import pytest

from tests.config.test_pages import Page
from tests.factories import EntryFactory, MunicipalityFactory
from tests.landkarte.places import add_places
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def places():
    add_places()


@pytest.mark.parametrize(
    ("address", "settled"),
    [
        ("/?place=Kerpen", "/?region=05362032"),
        ("/?q=ki&place=kerpen&radius=&page=2", "/?q=ki&region=05362032"),
        ("/?region=053&near=51,7&place=Kerpen", "/?region=05362032"),
        ("/?place=Kerpen&radius=25", "/?near=50.87000,6.70000&radius=25"),
        ("/?place=Deutz", "/?near=50.93700,6.97500&radius=5"),
        ("/?place=rhein-erft-kreis&radius=25", "/?region=05362"),
        ("/?near=51,7&sort=distance&place=Kerpen", "/?region=05362032"),
        ("/?place=&radius=25", "/"),
        ("/en/?place=K%C3%B6ln&layer=districts", "/en/?layer=districts&region=05315"),
        ("/embed/?place=Kerpen&list=0", "/embed/?list=0&region=05362032"),
    ],
)
def test_known_place_becomes_part_of_the_query(client, address, settled):
    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, settled)


@pytest.mark.parametrize(
    ("parameters", "settled"),
    [
        (
            "near=51.5,7.2&radius=10&locked=near&place=Kerpen",
            "near=51.5,7.2&radius=10&locked=near&region=05362032",
        ),
        (
            "near=51.5,7.2&locked=near&sort=distance&region=053&place=Kerpen&page=2",
            "near=51.5,7.2&locked=near&sort=distance&region=05362032",
        ),
        ("region=053&locked=region&place=Kerpen&radius=", "region=053&locked=region&radius="),
        ("region=053&locked=region&place=Nirgendheim", "region=053&locked=region"),
        ("near=51,7&locked=kind&place=Kerpen", "locked=kind&region=05362032"),
    ],
)
def test_typed_place_leaves_what_the_embed_locks(client, parameters, settled):
    response = client.get(f"/embed/?{parameters}")

    path, _, query = response.headers["Location"].partition("?")
    assert (response.status_code, path) == (302, "/embed/")
    assert parse_qs(query, keep_blank_values=True) == parse_qs(settled, keep_blank_values=True)


def test_part_of_a_town_is_no_place_beside_a_locked_circle(client):
    response = client.get("/embed/?near=51.5,7.2&radius=10&locked=near&place=Deutz")

    assert response.status_code == 400
    assert [error.name for error in response.context["errors"]] == ["place"]


@pytest.mark.parametrize("text", ["Nirgendheim", "<b>", "x" * 5000])
def test_unknown_place_is_an_error_that_keeps_the_text(client, text):
    EntryFactory()

    response = client.get("/", {"place": text})
    field = next(one for one in Page(response).all("input") if one.get("name") == "place")

    assert response.status_code == 400
    assert [(error.name, error.message) for error in response.context["errors"]] == [
        ("place", f"Einen Ort „{text[:100]}“ kennen wir nicht.")
    ]
    assert field["value"] == text
    assert response.context["total"] == 0


def test_empty_place_asks_for_nothing(client):
    EntryFactory()

    response = client.get("/?place=&radius=&near=50.93,6.95")

    assert (response.status_code, response.context["total"]) == (200, 1)


def test_radius_in_force_is_a_choice_of_its_own(client):
    chosen = [
        option["value"]
        for option in Page(client.get("/?near=51,7&radius=30")).all("option")
        if "selected" in option
    ]

    assert chosen == ["30", ""]


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/", ""),
        ("/?near=51,7", "1"),
        ("/?region=05362&region=05315&near=51,7", "3"),
        ("/embed/?region=05362&near=51,7&locked=near", "1"),
    ],
)
def test_circle_counts_as_a_chosen_place(client, address, number):
    (shown,) = re.findall(r"<summary[^>]*>Ort<span[^>]*data-selected>(\d*)<", seen(client.get(address)))

    assert shown == number


def test_circle_is_named_by_the_nearest_town(client):
    def chip(query):
        return [one.label for one in client.get(f"/?{query}").context["chips"]]

    assert chip("near=50.87,6.70") == ["25 km um Kerpen"]
    assert chip("near=50.87,6.70&radius=2.5") == ["2.5 km um Kerpen"]
    assert chip("near=40,7") == ["25 km um 40.0, 7.0"]


def test_municipality_in_force_stands_inside_its_district_and_no_other_does(client):
    EntryFactory()
    MunicipalityFactory(ags="05362036", name="Pulheim", parent_id="05362")
    response = client.get("/?region=05362032")
    tree = next(facet.tree for facet in response.context["facets"] if facet.name == "region")

    assert [(heading, [option.value for option in options]) for heading, options in tree] == [
        ("Regierungsbezirk Köln", ["053", "05315", "05362"])
    ]
    assert {option.value: [town.value for town in option.inner] for option in tree[0][1]} == {
        "053": [],
        "05315": [],
        "05362": ["05362032"],
    }
    assert [option.value for option in tree[0][1] if option.holds_checked] == ["05362"]
