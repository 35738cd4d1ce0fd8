"""The API's description: for programs, and for people."""

import re

import pytest

from tests.config.test_pages import Page
from tests.factories import (
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PublicationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OF_ENTRIES = ["q", "kind", "industry", "focus", "size", "region", "founded", "near", "radius", "bbox", "sort"]
PATHS = {
    "/api/v1/entries/",
    "/api/v1/entries/{slug}/",
    "/api/v1/entries.csv",
    "/api/v1/entries.xlsx",
    "/api/v1/entries.geojson",
    "/api/v1/map/",
    "/api/v1/regions/",
    "/api/v1/regions.geojson",
    "/api/v1/industries/",
    "/api/v1/focuses/",
    "/api/v1/suggestions/",
    "/api/v1/flagships/",
    "/api/v1/flagships/{slug}/",
    "/api/v1/offers/",
    "/api/v1/offers/{slug}/",
    "/api/v1/publications/",
    "/api/v1/publications/{slug}/",
    "/api/v1/funding/",
    "/api/v1/funding/{slug}/",
    "/api/v1/formats/",
    "/api/v1/audiences/",
}


@pytest.fixture
def description(client):
    response = client.get("/api/v1/openapi.json")
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def references(node):
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
        node = node.values()
    if not isinstance(node, str | int | float | bool | None):
        for value in node:
            yield from references(value)


def test_description_is_openapi_3_and_names_every_address(description):
    assert description["openapi"].startswith("3.")
    assert description["info"] == {"title": "KI.Landkarte", "version": "1"} | description["info"]
    assert set(description["paths"]) >= PATHS
    assert {method for methods in description["paths"].values() for method in methods} == {"get"}


def test_operations_have_names_of_their_own_and_good_answers(description):
    operations = [methods["get"] for methods in description["paths"].values()]
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names)
    assert all(operation["responses"]["200"]["content"] for operation in operations)
    assert all(operation.get("summary") or operation.get("description") for operation in operations)


def test_references_lead_somewhere(description):
    shapes = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}

    assert set(references(description)) <= shapes
    assert set(references(description))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "/api/v1/entries/",
            [*OF_ENTRIES, "page", "page_size"],
        ),
        (
            "/api/v1/entries.csv",
            OF_ENTRIES,
        ),
        (
            "/api/v1/map/",
            [*OF_ENTRIES, "zoom"],
        ),
        ("/api/v1/entries/{slug}/", ["slug"]),
        ("/api/v1/industries/", []),
        ("/api/v1/flagships/", ["q", "industry", "page", "page_size"]),
    ],
)
def test_parameters_are_described(description, path, names):
    parameters = description["paths"][path]["get"].get("parameters", [])

    assert sorted(parameter["name"] for parameter in parameters) == sorted(names)
    assert all(parameter["description"] for parameter in parameters if parameter["in"] == "query")


def test_documented_addresses_answer_in_the_documented_form(client, description):
    EntryFactory(slug="alpha", industries=["a"], focuses=["b"])
    for make in (FlagshipFactory, OfferFactory, PublicationFactory, FundingProgrammeFactory, EventFactory):
        make(slug="alpha")
    for path, methods in description["paths"].items():
        response = client.get(path.format(slug="alpha"))

        assert response.status_code == 200, path
        form = response.headers["Content-Type"].partition(";")[0]
        assert form in methods["get"]["responses"]["200"]["content"], path


def test_entry_has_exactly_the_documented_fields(client, description):
    EntryFactory(slug="alpha")
    documented = description["components"]["schemas"]

    assert client.get("/api/v1/entries/alpha/").json().keys() == documented["WholeEntry"]["properties"].keys()
    (listed,) = client.get("/api/v1/entries/").json()["results"]
    assert listed.keys() == documented["Entry"]["properties"].keys()


@pytest.mark.parametrize("value", ["%00", "x" * 1000, "../..", "en"])
@pytest.mark.parametrize("name", ["lang", "version", "format", "q"])
def test_description_refuses_every_parameter(client, name, value):
    assert client.get(f"/api/v1/openapi.json?{name}={value}").status_code == 400


# -- For people --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/api/", "Die Daten der KI.Landkarte"), ("/en/api/", "The data of the KI.Landkarte")],
)
def test_documentation_names_every_address_and_parameter(client, description, address, heading):
    content = client.get(address).content.decode()
    shown = re.findall(r"<code>GET ([^<]+)</code>", content)

    assert f"<h1>{heading}</h1>" in content
    assert shown == list(description["paths"])
    for path, methods in description["paths"].items():
        section = content.partition(f"<code>GET {path}</code>")[2].partition("</section>")[0]
        assert re.findall(r'<th scope="row"><code>(\w+)</code>', section) == [
            parameter["name"] for parameter in methods["get"].get("parameters", [])
        ]


def test_links_of_the_documentation_lead_to_its_own_parts(client):
    page = Page(client.get("/api/"))
    parts = {attributes["id"] for _, attributes in page.elements if "id" in attributes}

    assert {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")} <= parts
