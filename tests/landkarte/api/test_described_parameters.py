"""Parameters take the values that the description promises, and no others; a refusal is as described too."""

import pytest

from tests.landkarte.api.described import description, faults, operations
from tests.landkarte.api.full_rows import add_full_rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BESIDE = {"radius": {"near": "50.9,6.9"}, "sort": {"near": "50.9,6.9", "q": "voll"}}
TOO_LONG = "x" * 2000
WRONG = {"number": ["x"], "integer": ["x", "1.5"], "string": ["nix"]}
FREE = {"q", "city"}  # any text, only not too much of it


@pytest.fixture(scope="module")
def described():
    return description()


@pytest.fixture(scope="module")
def rows(kept_rows):
    return kept_rows(add_full_rows)


def parameters(operation):
    """Triples of a name, the schema of one value, and whether there may be several."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query":
            schema = parameter["schema"]
            yield parameter["name"], schema.get("items", schema), "items" in schema


def good_values(name, schema):
    """Every value of a list; of numbers the least, the greatest, one between them with a fraction."""
    if "enum" in schema:
        return schema["enum"]
    numbers = [schema[limit] for limit in ("minimum", "maximum") if limit in schema]
    if name == "page":
        return numbers[:1]  # more pages than the greatest number there are not
    return [*numbers, 12.5] if schema["type"] == "number" else numbers


def wrong_values(name, schema):
    beyond = [schema[limit] + by for limit, by in (("minimum", -1), ("maximum", 1)) if limit in schema]
    return [TOO_LONG] if name in FREE else [*WRONG[schema["type"]], *beyond]


def test_promised_values_are_taken(client, described, rows):
    refused = {}
    for path, operation in operations(described):
        for name, schema, several in parameters(operation):
            values = good_values(name, schema)
            for value in [values] if several and values else values:
                response = client.get(path, BESIDE.get(name, {}) | {name: value})
                if response.status_code != 200 or faults(described, operation, response):
                    refused[path, name, str(value)] = response.status_code
    assert refused == {}


def test_other_values_are_refused_as_described(client, described, rows):
    wrong = {}
    for path, operation in operations(described):
        asked = {name: wrong_values(name, schema) for name, schema, _ in parameters(operation)}
        asked["gibtesnicht"] = ["1"]
        for name, value in ((name, value) for name, values in asked.items() for value in values):
            response = client.get(path.format(slug="voll"), BESIDE.get(name, {}) | {name: value})
            named = set(response.json().get("errors", {})) if response.status_code == 400 else None
            if named != {name} or faults(described, operation, response):
                wrong[path, name, str(value)[:20]] = response.status_code
    assert wrong == {}


def test_rows_that_are_not_there_are_answered_as_described(client, described, rows):
    asked = [(path, operation) for path, operation in operations(described) if "{slug}" in path]

    for path, operation in asked:
        answer = client.get(path.format(slug="gibt-es-nicht"))
        assert (answer.status_code, faults(described, operation, answer)) == (404, []), path
    assert asked


def test_forms_that_no_answer_has_are_answered_as_described(client, described, rows):
    for path, operation in operations(described):
        answer = client.get(path.format(slug="voll"), headers={"Accept": "image/png"})
        assert (answer.status_code, faults(described, operation, answer)) == (406, []), path


def test_answers_without_content_are_described(client, described, rows):
    """304 to who has that answer, 301 to who knows the old address of an entry."""
    for path, operation in operations(described):
        address = path.format(slug="voll")
        tag = client.get(address).headers["ETag"]
        unchanged = client.get(address, headers={"If-None-Match": tag})
        assert (unchanged.status_code, "304" in operation["responses"]) == (304, True), path
    assert "301" in described["paths"]["/api/v1/entries/{slug}/"]["get"]["responses"]
