"""What scripts of other sites may read: what is the same for everybody and asks for no cookie."""

import pytest

from config.lanes import Lanes
from config.open_addresses import is_open
from config.short_answers import TOO_MANY_DOWNLOADS, RefusedError
from tests.client import Client
from tests.config.addresses import BROKEN, FORMS, OF_STAFF, OPEN, PUBLIC, STAFF, addresses
from tests.config.asked import asking
from tests.config.rows import make_entry
from tests.factories import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PREFLIGHT = {
    "Origin": "null",
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "hx-request,hx-target,if-none-match",
}
HOW = "Access-Control-Allow-Origin"
# The beginnings of everything that is open, so that a new address is closed until somebody says so here.
BEGINNINGS = (
    "/api/v1/",
    "/embed/",
    "/en/figures/1.csv",
    "/en/feed.atom",
    "/feed.atom",
    "/kacheln/",
    "/karte/",
    "/oembed/",
)
ENDINGS = (".ics", "/logo/", "/zahlen/1.csv", "/bild.png", "/picture.png")


def test_exactly_what_asks_for_no_cookie_is_open():
    walked = set(addresses())
    opened = {path for path in walked if is_open(path)}

    assert len(walked) > 100
    assert {
        path for path in opened if not path.startswith(BEGINNINGS) and not path.endswith(ENDINGS)
    } == set()
    assert {path for path in walked - opened if path.startswith("/api/v1/")} == set()
    assert all(is_open(path) for path in OPEN)


def test_nothing_of_a_person_or_of_staff_is_open():
    closed = [path.partition("?")[0].format(pk=1) for path in [*PUBLIC, *BROKEN, *FORMS, *OF_STAFF, *STAFF]]
    personal = [
        path for path in addresses() if path.startswith(("/konto", "/en/account", "/admin", "/anmeld"))
    ]

    assert {path for path in [*closed, *personal] if is_open(path)} == {"/embed/", "/zahlen/nix.csv"}
    assert len(personal) > 20


def test_answer_says_whether_it_is_open_whatever_it_is(client):
    make_entry()
    for address in ("/api/v1/entries/", "/api/v1/nix", "/api/v1/entries/?nix=1", "/feed.atom?kind=nix"):
        response = client.get(address, headers={"Origin": "https://example.org"})

        assert response.headers[HOW] == "*", address
        assert "Access-Control-Allow-Credentials" not in response.headers
    for address in ("/", "/eintraege/alpha/", "/konto/anmelden/", "/admin/login/", "/nix.csv"):
        assert HOW not in client.get(address, headers={"Origin": "https://example.org"}).headers, address


def test_unchanged_answer_is_open_too(client):
    tag = client.get("/api/v1/map/").headers["ETag"]
    response = client.get("/api/v1/map/", headers={"If-None-Match": tag})

    assert (response.status_code, response.headers[HOW]) == (304, "*")


def test_open_answer_looks_at_no_cookie_and_sets_none(client):
    make_entry()
    client.force_login(StaffFactory())
    for address in OPEN:
        response, stranger = client.get(address), Client().get(address)

        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert response.getvalue() == stranger.getvalue(), address


@pytest.mark.parametrize("address", ["/api/v1/entries.geojson", "/embed/", "/veranstaltungen.ics"])
def test_browser_may_ask_in_advance(client, address):
    response = client.options(address, headers=PREFLIGHT)
    allowed = response.headers["Access-Control-Allow-Headers"].lower().split(", ")

    assert (response.status_code, response.content, response.headers[HOW]) == (204, b"", "*")
    assert {"*", "hx-request", "hx-target", "if-none-match", "accept-language"} <= set(allowed)
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/konto/", "/admin/", "/"])
def test_asking_in_advance_opens_nothing(client, address):
    assert HOW not in client.options(address, headers=PREFLIGHT).headers


def test_refusal_before_django_is_open_where_the_answer_would_be():
    def too_many(environ, start_response):
        raise RefusedError(TOO_MANY_DOWNLOADS)

    with asking(Lanes(too_many)) as ask:
        opened, closed = ask("/api/v1/entries.csv"), ask("/konto/daten.csv")

    assert (opened.status, opened.headers.get(HOW.lower())) == (503, "*")
    assert (closed.status, closed.headers.get(HOW.lower())) == (503, None)
