"""What nobody should send: never a server error, never more data, and drafts stay hidden."""

import time

import pytest
from django.db import connection

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
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

FOR_A_DATABASE = [  # what one could stumble over; the others go where SQLite is, once
    "%00",
    "a%00b",
    "%ED%A0%80",  # a lone surrogate
    "%FF%FE",
    "%25",
    "%27",
    "%5C",
    "9223372036854775808",
    "1e400",
]
ELSE = [
    "_",
    "%22",
    "%27%20OR%201=1%20--",
    "%3Cscript%3E",
    "%7B%7B7*7%7D%7D",
    "%0D%0AX-Header:1",
    "%E2%80%AE",
    "x" * 100_000,
    "%F0%9F%A4%96" * 200,
    "-1",
    "[]",
    "()",
    "a%20b%20c%20" * 60,
]
TEXTS = FOR_A_DATABASE + (ELSE if connection.vendor == "sqlite" else [])
PARAMETERS = [
    *EntryFilter.base_filters,
    "page_size",
    "zoom",
    "status",
    "month",
    "phase",
    "format",
    "audience",
    "place",
    "city",
    "when",
    "view",
]
OF_ENTRIES = EntryFilter.base_filters.keys() - {"page"}
# Each address with parameters that it reads: all those of entries, of the others the most common ones.
READS = {
    "/": OF_ENTRIES | {"page", "place"},
    "/eintraege/offen/": set(),
    "/api/v1/entries/": OF_ENTRIES | {"page", "page_size"},
    "/api/v1/entries.csv": OF_ENTRIES,
    "/api/v1/map/": OF_ENTRIES | {"zoom"},
    "/zahlen/": OF_ENTRIES,
    "/zahlen/kind.csv": OF_ENTRIES,
    "/aenderungen/": OF_ENTRIES,
    "/feed.atom": OF_ENTRIES,
    "/flagships/": {"q", "industry"},
    "/api/v1/flagships/": {"q", "industry"},
    "/veranstaltungen/": {"q", "industry"},
    "/veranstaltungen.ics": {"q", "industry"},
    "/api/v1/events/": {"q", "industry"},
    "/angebote/": {"q", "industry"},
    "/angebote/offen/": {"industry"},
    "/publikationen/": {"q", "industry"},
    "/foerderung/": {"q", "industry"},
    "/api/v1/offers/": {"q", "industry"},
    "/api/v1/suggestions/": OF_ENTRIES - {"sort"},
}
ADDRESSES = list(READS)
NO_TEXTS = {text for text in TEXTS if "%00" in text or len(text) > 5000 or text.count("%20") > 100}
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


def expected(address, *, wrong=(), names=None):
    """400 where the address reads one of the `wrong` parameters, or does not know one of its `names`: pages
    ignore those, the API refuses them. 200 else."""
    reads = READS[address]
    unknown = set(names or wrong) - reads if address.startswith("/api/") else set()
    return 400 if unknown or reads & set(wrong) else 200


def shown(client, address, status, **headers):
    """The answer with this status, in good time, and free of secrets."""
    start = time.process_time()
    response = client.get(address, **headers)
    text = body(response)

    assert response.status_code == status, address[:200]
    assert SECRET not in text
    assert "geheim-" not in text
    assert time.process_time() - start < 1, address[:200]
    return response


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_value_of_one_parameter_is_answered(client, entries, address):
    for text in TEXTS:
        wrong = {"q"} if text in NO_TEXTS else ()
        shown(client, f"{address}?q={text}", expected(address, wrong=wrong, names={"q"}))
        query = "&".join(f"{name}={text}" for name in PARAMETERS)
        shown(client, f"{address}?{query}", expected(address, wrong=PARAMETERS))


@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_value_of_each_parameter_is_an_ordinary_answer(client, entries, name):
    for text in ("%00", "%25", "%27%20OR%201=1", "9223372036854775808"):
        wrong = {name} if name != "q" or text in NO_TEXTS else ()
        page = shown(client, f"/?{name}={text}", expected("/", wrong=wrong))
        status = expected("/api/v1/map/", wrong=wrong, names={name})
        api = shown(client, f"/api/v1/map/?{name}={text}", status)

        form = "application/json" if status == 200 else "application/problem+json"
        assert api.headers["Content-Type"] == form
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_name_of_a_parameter_is_answered(client, entries, address):
    harmless = [text for text in TEXTS if "%00" not in text]  # of one with NUL, nothing else is read
    for names in (["%00"], ["a%00b"], harmless):
        query = "&".join(f"{text}=1&{text}" for text in names)
        shown(client, f"{address}?{query}", expected(address, names=names))


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
    for text in TEXTS:
        shown(client, path.replace("{}", text), 400 if "%00" in text else 404)


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


@pytest.mark.one_database  # a query has a parameter for each value that is known, and none for the others
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
    others = () if name == "q" else {name}  # of several texts, the last one counts
    for values, wrong in ((map(str, range(900)), others), ([known.get(name, "name")] * 900, ())):
        query = "&".join(f"{name}={value}" for value in values)
        for address in ADDRESSES:
            shown(client, f"{address}?{query}", expected(address, wrong=wrong, names={name}))


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_values_than_a_form_may_have_are_refused(client, entries, address):
    for name in ("kind", "nix"):
        shown(client, f"{address}?" + "&".join([f"{name}=1"] * 1500), 400)


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
    usual = {"/": 200, "/api/v1/map/": 406 if "HTTP_ACCEPT" in header else 200, "/admin/": 302}
    for address, status in usual.items():
        response = client.get(address, **header)

        assert response.status_code == (400 if "\\000" in header.get("HTTP_COOKIE", "") else status)
        assert SECRET not in body(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_writing_is_not_allowed_anywhere(client, entries, method):
    pages = ["/api/", "/api/v1/openapi.json", "/api/v1/regions/"]
    codes = {address: getattr(client, method)(address).status_code for address in [*ADDRESSES, *pages]}

    assert (codes, Entry.objects.count()) == (dict.fromkeys(codes, 405), 3)


@pytest.mark.parametrize("path", ["//example.org", "//example.org/a", "/\\example.org", "/%2Fexample.org/a"])
def test_no_path_leads_to_another_host(client, path):
    response = client.get("/", PATH_INFO=path)

    assert (response.status_code, response.headers.get("Location")) == (404, None)
