"""What is given again is the same for everybody, and never old."""

import asyncio
import gzip
import threading
import time
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import DatabaseError, close_old_connections, connections

from config.environ import environ_of
from config.kept_answers import MOST_ADDRESSES, KeptAnswers
from config.known_version import GOOD_SECONDS, KnownVersion
from config.sending import send_whole
from machinery.publishing import current_version
from tests.client import Client
from tests.config.addresses import addresses
from tests.factories import EntryFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.one_database

PLENTY = 10_000_000  # bytes


class Version:
    """The data version, read when it is asked: what `KnownVersion` knows a second later."""

    def __init__(self):
        self.forgotten, self.connection = 0, connections["default"]

    @property
    def number(self):
        connections["default"] = self.connection  # each event loop would have one of its own
        return current_version()

    def forget(self):
        self.forgotten += 1


@pytest.fixture(autouse=True)
def without_connections():
    """The end of a response looks after the connections of its thread: here it is that of the tests."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


async def in_one_piece(scope, receive, send):
    """As a lane gives the answers that Django makes, but in this thread."""
    connections["default"] = in_one_piece.connection
    started = []
    response = django(environ_of(scope) | {"wsgi.input": BytesIO()}, lambda *start: started.append(start))
    await send_whole(send, started[-1], [response.getvalue()])


django = WSGIHandler()


@pytest.fixture
def portal(db, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    in_one_piece.connection = connections["default"]
    return KeptAnswers(in_one_piece, Version(), PLENTY)


def ask(application, address, method="GET", **headers):
    """Status, heads and body of what this application answers."""
    return asyncio.run(answer(application, address, method, **headers))


async def answer(application, address, method="GET", **headers):
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50_000),
        "headers": [
            (name.encode(), value.encode()) for name, value in ({"host": "testserver"} | headers).items()
        ],
    }
    sent = []

    async def send(message):
        sent.append(message)

    await application(scope, None, send)
    start, body = sent
    heads = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], heads, body["body"]


def session_of(user):
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


# -- The same again ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/?q=aachen", "/api/v1/map/", "/angebote/", "/eintraege/alpha/"]
)
def test_second_answer_is_the_first_and_asks_the_database_for_the_version_alone(
    portal, django_assert_num_queries, address
):
    EntryFactory(slug="alpha", name="Alpha")
    first = ask(portal, address)

    with django_assert_num_queries(1):
        again = ask(portal, address)

    assert again == first
    assert first[0] == 200


def test_change_is_in_the_next_answer(portal):
    entry = EntryFactory(name="Vorher")
    assert b"Vorher" in ask(portal, "/")[2]

    entry.name = "Nachher"
    entry.save()

    found = ask(portal, "/")[2]
    assert (b"Nachher" in found, b"Vorher" in found) == (True, False)


def test_packed_and_plain_answers_say_the_same(portal):
    packed = ask(portal, "/", **{"accept-encoding": "gzip, br"})
    plain = ask(portal, "/")

    assert gzip.decompress(packed[2]) == plain[2]
    assert (packed[1]["content-encoding"], plain[1].get("content-encoding")) == ("gzip", None)
    assert packed[1]["etag"] == f"W/{plain[1]['etag']}"
    assert [int(answer[1]["content-length"]) for answer in (packed, plain)] == [len(packed[2]), len(plain[2])]


def test_first_answer_may_be_packed_and_the_second_plain(portal):
    ask(portal, "/", **{"accept-encoding": "gzip"})

    assert b"<h1>" in ask(portal, "/")[2]


@pytest.mark.parametrize("address", ["/", "/api/v1/map/"])
def test_who_has_the_answer_already_gets_none(portal, address):
    _status, heads, _body = ask(portal, address, **{"accept-encoding": "gzip"})

    status, again, body = ask(portal, address, **{"if-none-match": heads["etag"]})

    assert (status, body, again["etag"]) == (304, b"", heads["etag"])
    assert {"content-length", "content-type", "content-encoding"}.isdisjoint(again)
    assert again["content-security-policy"] == heads["content-security-policy"]


def test_answers_that_vary_are_kept_apart(portal):
    EntryFactory(name="Eintrag")
    german = ask(portal, "/api/v1/kinds/", **{"accept-language": "de-DE,de;q=0.9"})
    english = ask(portal, "/api/v1/kinds/", **{"accept-language": "en-GB,en;q=0.9"})
    whole, part = ask(portal, "/"), ask(portal, "/", **{"hx-request": "true"})

    assert german[2] != english[2]
    assert ask(portal, "/api/v1/kinds/", **{"accept-language": "de"})[2] == german[2]
    assert (b"<html" in whole[2], b"<html" in part[2]) == (True, False)
    assert [ask(portal, "/"), ask(portal, "/", **{"hx-request": "true"})] == [whole, part]


def test_two_hosts_get_answers_of_their_own(portal, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    answers = [ask(portal, "/", host=host)[2] for host in ("one.example", "two.example", "one.example")]

    assert b"https://two.example" not in answers[0]
    assert answers[0] == answers[2]


# -- Nothing personal ----------------------------------------------------------------------------------


def test_nothing_personal_is_kept_of_any_address(portal):
    """First a member of staff opens all of them, then somebody whom nobody knows."""
    user = UserFactory(name="Geheime Person", email="geheim@example.org", is_staff=True, is_superuser=True)
    MembershipFactory(user=user)
    EntryFactory(slug="alpha")
    cookies = session_of(user)
    for address in addresses():
        ask(portal, address, cookie=cookies)
        assert b"geheim" not in ask(portal, address)[2].lower(), address

    kept = list(portal.answers.values())
    assert len(kept) > 20
    assert [one for one in kept if b"set-cookie" in {name for name, _ in one.heads}] == []
    assert [one for one in kept if b"csrfmiddlewaretoken" in one.plain] == []


def test_member_gets_an_answer_of_their_own(portal):
    ask(portal, "/")
    kept = dict(portal.answers)

    ask(portal, "/", cookie=session_of(UserFactory()))

    assert dict(portal.answers) == kept


def test_form_is_made_anew_for_each_reader(portal):
    first, second = (ask(portal, "/barrierefreiheit/melden/") for _ in range(2))

    assert b"csrfmiddlewaretoken" in first[2]
    assert first[2] != second[2]


def test_cookie_of_a_form_does_not_stand_in_the_way(portal, django_assert_num_queries):
    first = ask(portal, "/")

    with django_assert_num_queries(1):
        assert ask(portal, "/", cookie="csrf=abc") == first


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/eintraege/gibt-es-nicht/", {}),
        ("/?kind=wrong", {}),
        ("/", {"host": "stranger.example"}),
        ("/", {"authorization": "Basic abc"}),
        ("/?q=" + "x" * 3000, {}),
    ],
)
def test_not_every_answer_is_kept(portal, address, headers):
    ask(portal, address, **headers)

    assert list(portal.answers) == []


# -- Bounds --------------------------------------------------------------------------------------------


async def page(scope, receive, send):
    start = "200 OK", [("Content-Type", "text/plain")]
    await send_whole(send, start, [scope["query_string"] * 100])


def fixed(number=1):
    return SimpleNamespace(number=number, forget=lambda: None)


def test_what_was_asked_last_is_kept_within_the_memory_there_is():
    portal = KeptAnswers(page, fixed(), 5000)
    for number in range(1000):
        ask(portal, f"/?{number}")

    assert portal.bytes == sum(kept.size for kept in portal.answers.values())
    assert 0 < portal.bytes <= 5000
    assert list(portal.answers)[-1][0][-1] == b"999"
    assert len(portal.varies) <= MOST_ADDRESSES


def test_no_memory_means_that_nothing_is_kept():
    portal = KeptAnswers(page, fixed(), 0)
    ask(portal, "/")

    assert len(portal.answers) == 0


def test_many_who_ask_the_same_at_once_wait_for_one_answer():
    made = []

    async def slow(scope, receive, send):
        made.append(scope["query_string"])
        await asyncio.sleep(0)
        await page(scope, receive, send)

    version = fixed(1)
    portal = KeptAnswers(slow, version, PLENTY)

    async def ask_all():
        await answer(portal, "/?a")
        version.number = 2
        return await asyncio.gather(*(answer(portal, "/?a") for _ in range(8)))

    answers = asyncio.run(ask_all())

    assert made == [b"a", b"a"]
    assert len(answers) == 8
    assert len({body for _status, _heads, body in answers}) == 1


def test_answer_in_several_pieces_passes():
    sent = []

    async def long(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        assert len(sent) == 2
        await send({"type": "http.response.body", "body": b"b"})

    async def send(message):
        sent.append(message)

    portal = KeptAnswers(long, fixed(), PLENTY)
    scope = {"method": "GET", "scheme": "http", "raw_path": b"/", "query_string": b"", "headers": []}
    asyncio.run(portal(scope, None, send))

    assert [message.get("body") for message in sent] == [None, b"a", b"b"]
    assert len(portal.answers) == 0


def test_unknown_version_means_that_everybody_is_asked_anew():
    portal = KeptAnswers(page, fixed(None), PLENTY)

    assert ask(portal, "/?a") == ask(portal, "/?a")
    assert len(portal.answers) == 0


# -- The known version ---------------------------------------------------------------------------------


def becomes(question):
    deadline = time.monotonic() + 30
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_version_is_known_soon_after_it_moved():
    numbers = [1]
    known = KnownVersion(lambda: numbers[-1])
    becomes(lambda: known.number == 1)

    numbers.append(2)

    becomes(lambda: known.number == 2)


def test_who_has_written_forgets_the_version_until_it_was_read_again():
    looks, go = [], threading.Event()

    def look():
        looks.append(1)
        assert go.wait(30)
        return len(looks)

    known = KnownVersion(look)
    go.set()
    becomes(lambda: known.number is not None)
    go.clear()
    known.forget()

    assert known.number is None
    go.set()
    becomes(lambda: known.number is not None)


def test_version_of_a_database_that_is_away_is_not_known(monkeypatch):
    answers = [1]

    def look():
        if not answers:
            raise DatabaseError("away")
        return answers[0]

    known = KnownVersion(look)
    becomes(lambda: known.number == 1)
    answers.clear()
    monkeypatch.setattr(
        "config.known_version.time.monotonic", lambda: time.perf_counter() + 10 * GOOD_SECONDS
    )

    assert known.number is None


def test_writing_forgets_the_version(portal):
    ask(portal, "/")
    assert portal.version.forgotten == 0

    ask(portal, "/", method="POST")

    assert portal.version.forgotten == 1


def test_version_is_forgotten_before_the_one_who_wrote_hears_of_it():
    heard = []
    version = SimpleNamespace(number=1, forget=lambda: heard.append("forgotten"))

    async def send(message):
        heard.append(message["type"])

    scope = {"method": "POST", "query_string": b""}
    asyncio.run(KeptAnswers(page, version, PLENTY)(scope, None, send))

    assert heard == ["forgotten", "http.response.start", "http.response.body"]
