"""One query, one truth: the list, the map and the API name the same entries."""

import pytest

from tests.browser.pages import drawn, entries, visit

QUERIES = [
    "?q=logistik",
    "?q=fraunhoffer",
    "?kind=product&kind=project",
    "?industry=health&kind=company",
    "?region=05334",
    "?near=50.776,6.084&radius=25",
    "?bbox=6.0,50.7,6.3,50.9&q=ki",
]


def listed(page, query):
    """Ids of the cards of all pages."""
    page.goto(f"/{query}")
    found = entries(page)
    while page.locator(".pages__step[rel=next]").count():
        page.goto(page.locator(".pages__step[rel=next]").evaluate("link => link.href"))
        found += entries(page)
    return found


def answered(page, query):
    """Slug -> whether it has a point, of all entries of the API."""
    found, address = {}, f"/api/v1/entries/{query}&page_size=100"
    while address:
        answer = page.request.get(address).json()
        found |= {row["slug"]: row["latitude"] is not None for row in answer["results"]}
        address = answer["next"]
    return found


@pytest.fixture
def silent(open_page):
    return open_page(java_script_enabled=False)


@pytest.mark.parametrize("query", QUERIES)
def test_list_and_map_and_api_name_the_same_entries(silent, query):
    cards = listed(silent, query)
    map_answer = silent.request.get(f"/api/v1/map/{query}").json()
    found = answered(silent, query)
    collection = silent.request.get(f"/api/v1/entries.geojson{query}").json()["features"]

    assert len(cards) == len(set(cards)) == len(found) == map_answer["total"] > 0
    assert set(map_answer["points"]["id"]) == {feature["id"] for feature in collection}
    assert {f["properties"]["slug"] for f in collection} == {slug for slug, placed in found.items() if placed}
    assert set(map_answer["points"]["id"]) <= set(cards)
    assert len(cards) - len(map_answer["points"]["id"]) == list(found.values()).count(False)


@pytest.mark.parametrize("query", ["?kind=product", "?q=logistik"])
def test_map_in_the_browser_draws_what_the_answer_holds(page, query):
    visit(page, f"/{query}")

    assert drawn(page) == len(page.request.get(f"/api/v1/map/{query}").json()["points"]["id"])


def test_list_in_the_browser_equals_the_list_of_the_server(page, silent):
    visit(page, "/?kind=research&region=05334")
    silent.goto("/?kind=research&region=05334")

    assert entries(page) == entries(silent) != []
