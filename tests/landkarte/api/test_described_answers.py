"""Answers about the real data hold what the description promises: fields, types, formats, null."""

import pytest

from tests.landkarte.api.described import content, description, faults, operations, said
from tests.landkarte.api.full_rows import add_full_rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = [{"page_size": 100}, {"page_size": 1}, {"page_size": 1, "page": 2}]
BOX = {"bbox": "5.8,50.3,9.5,52.6", "zoom": 3}
ASKED = {
    "/api/v1/suggestions/": [{"q": text} for text in ("a", "köln", "ki", "voll", "handwerk")],
    "/api/v1/map/": [{}, {"q": "nirgends"}, {"founded": "1999"}, BOX],
}
MOST_ALONE = 10  # rows of a list that are asked alone


@pytest.fixture(scope="module")
def described():
    return description()


@pytest.fixture(scope="module")
def full_rows(real_rows, kept_rows):
    return kept_rows(add_full_rows)


def answers(client, path, operation):
    """Those of one path: pages of a list, some rows alone, or what is asked."""
    if "{slug}" in path:
        listed = client.get(path.removesuffix("{slug}/"), PAGES[0]).json()["results"]
        slugs = [row["slug"] for row in listed[:MOST_ALONE]]
        return [client.get(path.format(slug=slug)) for slug in [*slugs, "voll"]]
    is_paged = "page" in {parameter["name"] for parameter in operation.get("parameters", [])}
    return [client.get(path, query) for query in ASKED.get(path, PAGES if is_paged else [{}])]


def test_every_answer_is_as_described_and_every_field_is_seen(client, described, full_rows, settings):
    settings.MAP_POINT_LIMIT = 100
    wrong, seen = {}, set()
    for path, operation in operations(described):
        for response in answers(client, path, operation):
            if found := faults(described, operation, response):
                wrong[path] = found
            schema = next(iter(operation["responses"]["200"]["content"].values()))["schema"]
            seen |= said(described, schema, content(response))

    shapes = described["components"]["schemas"]
    fields = {
        (name, field) for name in shapes for field in shapes[name].get("properties", {}) if name != "Problem"
    }
    assert wrong == {}
    assert fields - seen == set()
