"""What nobody should send: never a server error, never more data, and drafts stay hidden."""

import time

import pytest

from landkarte.models import Entry
from tests.client import Client
from tests.factories import (
    EntryFactory,
    FocusFactory,
    FundingProgrammeFactory,
    IndustryFactory,
    OfferFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db

TEXTS = [
    "%00",
    "a%00b",
    "%ED%A0%80",  # a lone surrogate
    "%FF%FE",
    "%25",
    "_",
    "%27",
    "%22",
    "%27%20OR%201=1%20--",
    "%5C",
    "%3Cscript%3E",
    "%7B%7B7*7%7D%7D",
    "%0D%0AX-Header:1",
    "%E2%80%AE",
    "x" * 100_000,
    "%F0%9F%A4%96" * 200,
    "9223372036854775808",
    "-1",
    "1e400",
    "[]",
    "()",
    "a%20b%20c%20" * 60,
]
PARAMETERS = [
    "q",
    "kind",
    "industry",
    "focus",
    "size",
    "region",
    "near",
    "radius",
    "bbox",
    "sort",
    "page",
    "page_size",
    "zoom",
    "status",
    "founded",
    "month",
    "phase",
    "format",
    "audience",
    "place",
    "city",
    "when",
    "view",
]
ADDRESSES = [
    "/",
    "/eintraege/offen/",
    "/api/v1/entries/",
    "/api/v1/entries.csv",
    "/api/v1/map/",
    "/zahlen/",
    "/zahlen/kind.csv",
    "/aenderungen/",
    "/feed.atom",
    "/flagships/",
    "/api/v1/flagships/",
    "/veranstaltungen/",
    "/veranstaltungen.ics",
    "/api/v1/events/",
    "/angebote/",
    "/angebote/offen/",
    "/publikationen/",
    "/foerderung/",
    "/api/v1/offers/",
    "/api/v1/suggestions/",
]
SECRET = "Streng geheim"


@pytest.fixture(scope="module")
def kept_entries(kept_rows):
    return kept_rows(make_entries)


def make_entries():
    Client().get("/")  # templates are read once, and that takes its time
    for make in (OfferFactory, PublicationFactory, FundingProgrammeFactory):
        make(slug="offen", name="Offen")
        make(slug=f"geheim-{make.__name__.lower()}", name=SECRET, published_from=None)
    EntryFactory(slug="offen", name="Offen", industries=["health"], focuses=["vision"], size="sme")
    for number, status in enumerate(["draft", "unpublished"]):
        EntryFactory(slug=f"geheim-{number}", name=SECRET, status=status, industries=["health"])


@pytest.fixture
def entries(kept_entries, db):
    """One public row of each kind, and some that are not."""


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def shown(client, address, **headers):
    """An answer that is right or a refusal, in good time, and free of secrets."""
    start = time.process_time()
    response = client.get(address, **headers)
    text = body(response)

    assert response.status_code in (200, 400, 404), (address[:200], response.status_code)
    assert SECRET not in text
    assert "geheim-" not in text
    assert time.process_time() - start < 1, address[:200]
    return response


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_value_of_one_parameter_is_answered(client, entries, address):
    for text in TEXTS:
        shown(client, f"{address}?q={text}")
        shown(client, f"{address}?" + "&".join(f"{name}={text}" for name in PARAMETERS))


@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_value_of_each_parameter_is_an_ordinary_answer(client, entries, name):
    for text in ("%00", "%25", "%27%20OR%201=1", "9223372036854775808"):
        page, api = shown(client, f"/?{name}={text}"), shown(client, f"/api/v1/map/?{name}={text}")

        assert api.headers["Content-Type"] in ("application/json", "application/problem+json")
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_name_of_a_parameter_is_answered(client, entries, address):
    for text in TEXTS:
        shown(client, f"{address}?{text}=1&{text}")


@pytest.mark.parametrize(
    "path",
    [
        "/eintraege/{}/",
        "/en/entries/{}/",
        "/eintraege/{}/melden/",
        "/meldungen/{}/",
        "/api/v1/entries/{}/",
        "/api/v1/{}",
        "/{}",
        "/kacheln/{}/1/1.png",
        "/zahlen/{}.csv",
        "/zahlen/{}",
        "/angebote/{}/",
        "/publikationen/{}/",
        "/publikationen/{}/datei/",
        "/foerderung/{}/",
        "/veranstaltungen/{}/",
        "/veranstaltungen/{}.ics",
        "/veranstaltungen/{}/anmelden/",
        "/anmeldungen/{}/",
        "/anmeldungen/{}/abmelden/{}/",
        "/api/v1/events/{}/",
        "/api/v1/offers/{}/",
        "/api/v1/funding/{}/",
    ],
)
def test_hostile_path_is_not_found(client, entries, path):
    codes = {text[:20]: shown(client, path.replace("{}", text)).status_code for text in TEXTS}

    assert {text: code for text, code in codes.items() if code not in (400, 404)} == {}


@pytest.mark.parametrize(
    "query",
    [
        "ordering=password",
        "order_by=status",
        "_connector=OR",
        "status=draft",
        "status__in=draft",
        "organisation=1",
        "pk=1",
        "name__startswith=S",
        "fields=source",
        "limit=9223372036854775808",
        "offset=5",
        "format=api",
        "callback=alert",
    ],
)
def test_foreign_parameter_changes_nothing_on_the_page(client, entries, query):
    response = client.get(f"/?{query}")

    assert [entry.slug for entry in response.context["page"]] == ["offen"]
    assert client.get(f"/api/v1/entries/?{query}").json()["errors"].keys() == {query.partition("=")[0]}


@pytest.mark.parametrize("name", ["kind", "industry", "focus", "size", "region", "founded", "q", "sort"])
def test_very_many_values_of_one_parameter_are_answered_in_good_time(client, entries, name):
    known = {
        "kind": "company",
        "industry": "health",
        "focus": "vision",
        "size": "sme",
        "region": "05315",
        "founded": "2020",
    }
    for number in (900, 1500):
        for values in (map(str, range(number)), [known.get(name, "name")] * number):
            query = "&".join(f"{name}={value}" for value in values)
            for address in ADDRESSES:
                shown(client, f"{address}?{query}")


def test_too_many_parameters_are_a_problem_in_the_words_of_the_api(client):
    response = client.get("/api/v1/entries/?" + "&".join(["kind=company"] * 1500))

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("name", ["industry", "focus"])
def test_many_repeated_terms_do_not_multiply_the_queries(
    client, entries, django_assert_max_num_queries, name
):
    make = {"industry": IndustryFactory, "focus": FocusFactory}[name]
    slugs = [make(slug=f"term-{number}").slug for number in range(30)]
    query = "&".join(f"{name}={slug}" for slug in slugs * 20)

    with django_assert_max_num_queries(25):
        response = client.get(f"/?{query}")

    assert len(response.context["chips"]) == 30


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
        {"HTTP_ACCEPT_LANGUAGE": "de;q=\x00"},
        {"HTTP_ACCEPT_LANGUAGE": "../../etc/passwd"},
        {"HTTP_ACCEPT": "application/xml"},
        {"HTTP_ACCEPT": "//;;"},
        {"HTTP_IF_NONE_MATCH": "\x00"},
        {"HTTP_IF_NONE_MATCH": '"' * 1000},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "%00"},
        {"HTTP_COOKIE": 'session="\\000\\000\\000\\000\\000\\000\\000\\000"'},
        {"HTTP_COOKIE": "django_language=\xff; session=" + "x" * 4000},
        {"HTTP_RANGE": "bytes=-1"},
        {"HTTP_X_FORWARDED_PROTO": "javascript"},
    ],
    ids=lambda header: ascii(header)[:40],
)
def test_hostile_header_is_answered(client, entries, header):
    for address in ("/", "/api/v1/map/", "/admin/"):
        response = client.get(address, **header)

        assert response.status_code in (200, 302, 400, 406)
        assert SECRET not in body(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_writing_is_not_allowed_anywhere(client, entries, method):
    pages = ["/api/", "/api/v1/openapi.json", "/api/v1/regions/"]
    codes = {address: getattr(client, method)(address).status_code for address in [*ADDRESSES, *pages]}

    assert (codes, Entry.objects.count()) == (dict.fromkeys(codes, 405), 3)


@pytest.mark.parametrize("path", ["//example.org", "//example.org/a", "/\\example.org", "/%2Fexample.org/a"])
def test_no_path_leads_to_another_host(client, path):
    response = client.get("/", PATH_INFO=path)

    # Without a slash at the end, Django looks whether the address would exist with one.
    assert response.status_code == 404 or response.headers["Location"].startswith(("/%2F", "/%5C"))
