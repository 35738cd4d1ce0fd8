"""What the API says when something is wrong."""

import pytest

from tests.factories import EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIED = ["/api/v1/entries/", "/api/v1/entries.csv", "/api/v1/entries.geojson", "/api/v1/map/"]
PLAIN = ["/api/v1/regions/", "/api/v1/regions.geojson", "/api/v1/industries/", "/api/v1/focuses/"]
WRONG = [
    ("q=a%00b", "q"),
    ("kind=nix", "kind"),
    ("industry=nix", "industry"),
    ("focus=nix", "focus"),
    ("size=nix", "size"),
    ("region=99", "region"),
    ("near=91,7", "near"),
    ("near=text", "near"),
    ("near=51,7&radius=0", "radius"),
    ("near=51,7&radius=1e400", "radius"),
    ("bbox=8,50,6,52", "bbox"),
    ("bbox=nan,nan,nan,nan", "bbox"),
    ("bbox=1,2,3", "bbox"),
    ("sort=password", "sort"),
    ("sort=distance", "sort"),
]


def problem(response):
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    return response.json()


@pytest.mark.parametrize("address", QUERIED)
def test_wrong_value_is_a_problem_that_names_its_parameter(client, address):
    EntryFactory()
    named = {query: list(problem(client.get(f"{address}?{query}"))["errors"]) for query, _ in WRONG}

    assert named == {query: [name] for query, name in WRONG}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("page=0", "page"),
        ("page=x", "page"),
        ("page_size=0", "page_size"),
        ("page_size=x", "page_size"),
        ("page_size=9223372036854775808", "page_size"),
    ],
)
def test_wrong_page_is_a_problem(client, query, name):
    assert list(problem(client.get(f"/api/v1/entries/?{query}"))["errors"]) == [name]


@pytest.mark.parametrize("value", ["-1", "19", "1.5", "x", "1e1", "9" * 400])
def test_wrong_zoom_is_a_problem(client, value):
    assert list(problem(client.get(f"/api/v1/map/?zoom={value}"))["errors"]) == ["zoom"]


@pytest.mark.parametrize("address", [*QUERIED, *PLAIN])
def test_unknown_parameters_are_a_problem_that_names_them(client, address):
    body = problem(client.get(f"{address}?foo=1&bar=2&foo=3"))

    assert body["errors"] == {
        "bar": ["Diesen Parameter gibt es hier nicht."],
        "foo": ["Diesen Parameter gibt es hier nicht."],
    }


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/entries.csv", "page"),
        ("/api/v1/entries.geojson", "page"),
        ("/api/v1/map/", "page_size"),
        ("/api/v1/entries/", "zoom"),
        ("/api/v1/industries/", "q"),
        ("/api/v1/regions/", "page"),
    ],
)
def test_parameter_of_another_address_is_unknown(client, address, name):
    assert list(problem(client.get(f"{address}?{name}=1"))["errors"]) == [name]


@pytest.mark.parametrize(
    ("language", "title", "message"),
    [
        ("de", "Diese Anfrage ist nicht in Ordnung.", "Dieser Punkt liegt nicht auf der Erde."),
        ("fr", "Diese Anfrage ist nicht in Ordnung.", "Dieser Punkt liegt nicht auf der Erde."),
        ("en", "This request is not in order.", "This point is not on the globe."),
    ],
)
def test_problem_speaks_the_language_asked_for(client, language, title, message):
    response = client.get("/api/v1/entries/?near=91,0", headers={"Accept-Language": language})

    assert response.json() == {
        "type": "about:blank",
        "status": 400,
        "title": title,
        "errors": {"near": [message]},
    }


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Das gibt es nicht."), ("en", "That does not exist.")]
)
@pytest.mark.parametrize("path", ["", "nix", "nix/", "entries/a/b/", "entries/%C3%A4/", "entries.xml"])
def test_unknown_address_is_a_problem_in_the_language_asked_for(client, path, language, title):
    response = client.get(f"/api/v1/{path}", headers={"Accept-Language": language})

    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert (response.json()["status"], response.json()["title"]) == (404, title)


@pytest.mark.parametrize("path", ["entries", "map", "regions"])
def test_address_without_its_last_slash_is_forwarded_with_its_query(client, path):
    response = client.get(f"/api/v1/{path}?q=K%C3%B6ln")

    assert (response.status_code, response.headers["Location"]) == (301, f"/api/v1/{path}/?q=K%C3%B6ln")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_a_problem(client, method):
    for address in [*QUERIED, *PLAIN, "/api/v1/entries/a/"]:
        response = getattr(client, method)(address, data="[" * 5000, content_type="application/json")

        assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["title"] == "Diese Methode gibt es hier nicht."


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [
        ("/api/v1/entries/", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("/api/v1/entries/", "application/json", 200),
        ("/api/v1/entries/", "application/xml", 406),
        ("/api/v1/entries.csv", "text/csv", 200),
        ("/api/v1/entries.csv", "*/*", 200),
        ("/api/v1/entries.csv", "application/xml", 406),
        ("/api/v1/entries.geojson", "application/geo+json", 200),
    ],
)
def test_answer_comes_in_the_form_asked_for_or_not_at_all(client, address, accept, status):
    response = client.get(address, headers={"Accept": accept})

    assert response.status_code == status
    if status == 406:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["title"] == "In dieser Form gibt es die Antwort nicht."


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("entries?kind=company&q=a+b", "entries/?kind=company&q=a+b"),
        ("entries/a", "entries/a/"),
        ("map", "map/"),
        ("regions", "regions/"),
    ],
)
def test_address_without_its_last_slash_forwards_with_the_query(client, path, target):
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/api/v1/{target}")


@pytest.mark.parametrize("path", ["nix", "entries", "nix/"])
def test_writing_to_an_unknown_address_is_not_found(client, path):
    response = client.post(f"/api/v1/{path}")

    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
