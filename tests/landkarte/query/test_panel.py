"""What the page shows of a query: controls with counts, and removable chips."""

import pytest

from landkarte.query.filters import EntryFilter
from tests.config.test_pages import Page
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.test_entry_list import boxes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def chips(response):
    return [(chip.label, chip.href) for chip in response.context["chips"]]


def test_facets_show_counts_under_the_other_parameters(client):
    EntryFactory(kind="company", industries=["energy"])
    EntryFactory(kind="product", industries=["health"])
    EntryFactory(kind="product", status="draft", industries=["energy"])

    response = client.get("/?kind=company")
    counts = {
        facet.name: {
            option.value: option.count for _, options in facet.groups for option in options if option.count
        }
        for facet in response.context["facets"]
    }

    assert counts == {name: {} for name in EntryFilter.facet_names()} | {
        "kind": {"company": 1, "product": 1},
        "industry": {"energy": 1},
        "region": {"053": 1, "05315": 1},
    }


def test_empty_values_are_disabled_unless_they_are_in_force(client):
    EntryFactory(kind="company")

    kinds = boxes(client.get("/?kind=project"), "kind")

    assert (kinds["company"], kinds["project"], kinds["product"]) == (
        (False, False),
        (True, False),
        (False, True),
    )


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("region=05", "region", "05"),
        ("region=05315000", "region", "05315000"),
        ("region=053", "region", "053"),
        ("industry=retired", "industry", "retired"),
        ("industry=replaced", "industry", "current"),
        ("focus=vision", "focus", "vision"),
    ],
)
def test_form_keeps_every_value_in_force(client, query, name, value):
    MunicipalityFactory()
    current = IndustryFactory(slug="current")
    IndustryFactory(slug="replaced", retired=True, replaced_by=current)
    IndustryFactory(slug="retired", retired=True)
    FocusFactory(slug="vision")

    controls = boxes(client.get(f"/?{query}"), name)

    assert [key for key, (checked, _) in controls.items() if checked] == [value]


def test_form_offers_no_retired_terms(client):
    IndustryFactory(slug="current")
    IndustryFactory(slug="retired", retired=True)

    assert list(boxes(client.get("/"), "industry")) == ["current"]


def test_form_keeps_parameters_that_have_no_control(client):
    response = client.get("/?near=51,7&radius=30&bbox=6,50,8,52&page=1&q=x")
    hidden = {
        field["name"]: field["value"] for field in Page(response).all("input") if field["type"] == "hidden"
    }

    assert hidden == {"near": "51,7", "bbox": "6,50,8,52"}


def test_orders_name_relevance_only_as_the_recommended_one(client):
    page = Page(client.get("/?sort=-updated"))
    options = page.all("option")[-4:]  # after those of the radius

    assert [option["value"] for option in options] == ["", "name", "-updated", "distance"]
    assert [option["value"] for option in options if "selected" in option] == ["-updated"]


# -- Chips ------------------------------------------------------------------------------------------


def test_each_chip_leads_to_the_page_without_its_value(client):
    IndustryFactory(slug="energy", name_de="Energie")
    MunicipalityFactory()
    query = "q=a&kind=company&kind=product&industry=energy&region=05315&size=sme&near=51%2C7&radius=5&page=1"

    assert chips(client.get(f"/?{query}")) == [
        ("„a“", "?kind=company&kind=product&industry=energy&region=05315&size=sme&near=51%2C7&radius=5"),
        ("Unternehmen", "?q=a&kind=product&industry=energy&region=05315&size=sme&near=51%2C7&radius=5"),
        ("Produkt", "?q=a&kind=company&industry=energy&region=05315&size=sme&near=51%2C7&radius=5"),
        (
            "Kleines oder mittleres Unternehmen",
            "?q=a&kind=company&kind=product&industry=energy&region=05315&near=51%2C7&radius=5",
        ),
        ("Energie", "?q=a&kind=company&kind=product&region=05315&size=sme&near=51%2C7&radius=5"),
        ("Köln", "?q=a&kind=company&kind=product&industry=energy&size=sme&near=51%2C7&radius=5"),
        (
            "5 km um Köln",
            "?q=a&kind=company&kind=product&industry=energy&region=05315&size=sme",
        ),
    ]


def test_chip_of_a_replaced_term_takes_its_old_address_away(client):
    new = IndustryFactory(slug="new", name_de="Neu")
    IndustryFactory(slug="old", retired=True, replaced_by=new)

    assert chips(client.get("/?industry=old&industry=new&q=x"))[1:] == [("Neu", "?q=x")]


def test_chip_of_the_box_takes_it_away(client):
    assert chips(client.get("/?bbox=6,50,8,52&kind=product"))[1:] == [("Kartenausschnitt", "?kind=product")]


def test_years_are_chips_and_stay_in_the_form(client):
    for year in (2018, 2019, 2020):
        EntryFactory(founded=year)
    response = client.get("/?founded=2018&founded=2020")
    hidden = [field["value"] for field in Page(response).all("input") if field.get("name") == "founded"]

    assert (response.context["total"], hidden) == (2, ["2018", "2020"])
    assert chips(response) == [("Beginn 2018", "?founded=2020"), ("Beginn 2020", "?founded=2018")]


def test_retired_words_of_an_address_are_explained(client):
    new = IndustryFactory(slug="new", name_de="Neu")
    IndustryFactory(slug="old", name_de="Alt", retired=True, replaced_by=new)
    FocusFactory(slug="gone", name_de="Weg", retired=True)

    response = client.get("/?industry=old&industry=new&focus=gone")

    assert response.context["replacements"] == [("Alt", "Neu"), ("Weg", "")]
    assert "„Alt“ heißt jetzt „Neu“." in response.content.decode()


def test_current_words_need_no_explanation(client):
    IndustryFactory(slug="new")

    assert client.get("/?industry=new").context["replacements"] == []


def test_wrong_query_explains_no_words(client):
    IndustryFactory(slug="old", retired=True)

    assert client.get("/?industry=old&kind=nix").context["replacements"] == []
