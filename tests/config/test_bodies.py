"""Bodies: what a request brings reaches Django whole, and in time, or not at all."""

import io

import pytest
from django.conf import settings

from config import bodies
from config.bodies import MOST, MOST_LONG, MOST_LONG_OF_ONE, MOST_OF_ONE, SHORT
from config.lanes import Lanes
from machinery import pictures
from offers.models import publication
from tests.config.asked import WHOLE, asking

PAGE, FORM = "/zahlen/", "/kontakt/"
SENT_AGAIN = "Bitte gehen Sie zurück und senden Sie noch einmal."


class Response(list):
    """As much of Django's as `Lanes` looks at."""

    streaming = False

    def getvalue(self):
        return b"".join(self)

    def close(self):
        """Nothing is open."""


class Application:
    """Notes what Django would read."""

    def __init__(self):
        self.read = []

    def __call__(self, environ, start_response):
        length = environ.get("CONTENT_LENGTH")
        self.read.append((environ["PATH_INFO"], length, environ["wsgi.input"].read()))
        start_response("200 OK", [])
        return Response([b"read"])


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def lanes(application):
    return Lanes(application)


@pytest.fixture
def ask(lanes):
    with asking(lanes) as ask:
        yield ask


@pytest.fixture
def post(ask):
    return lambda *pieces, **how: ask(FORM, **posted(*pieces, **how))


def posted(*pieces, length=None, headers=(), **how):
    """A request with this body; `length`: what it says before, None: what is true, False: nothing."""
    if length is None:
        length = sum(len(piece) for piece in pieces if piece)
    said = [("transfer-encoding", "chunked")] if length is False else [("content-length", str(length))]
    return {"method": "POST", "messages": pieces, "headers": [*said, *headers], **how}


def german(answer):
    return answer.body.decode().splitlines()[0]


# -- What comes in -------------------------------------------------------------------------------------


def test_body_reaches_django_whole(post, application):
    assert post(b"name=", b"Sauer", WHOLE).status == 200
    assert application.read == [(FORM, "10", b"name=Sauer")]


def test_chunked_body_gets_its_length(post, application):
    assert post(b"name=", b"Sauer", WHOLE, length=False).status == 200
    assert application.read == [(FORM, "10", b"name=Sauer")]


@pytest.mark.parametrize("size", [bodies.IN_MEMORY, bodies.IN_MEMORY + 1, 3_000_000])
def test_long_body_reaches_django_whole(post, application, size):
    sent = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    pieces = [sent[at : at + 100_000] for at in range(0, size, 100_000)]

    assert post(*pieces, WHOLE).status == 200
    assert application.read == [(FORM, str(size), sent)]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("headers", [[], [("content-length", "0")]])
def test_request_without_a_body_is_waited_for_by_nobody(ask, application, method, headers):
    asked, future = ask.begin(PAGE, method=method, headers=headers)

    assert future.result(timeout=30).status == 200
    assert (asked.received, asked.waits.is_set()) == (0, False)
    assert application.read[0][2] == b""


# -- What does not -------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [100, False])
def test_what_is_cut_off_on_its_way_does_not_reach_django(post, application, length):
    """A form without its second half would be taken for the whole one."""
    answer = post(b"name=Sauer&text=Wir bitten nicht", None, length=length)

    assert (answer.status, german(answer)) == (400, f"Was Sie senden, kam nicht ganz an. {SENT_AGAIN}")
    assert application.read == []


@pytest.mark.parametrize("pieces", [[], [b"half"], [b"x"] * 50])
def test_body_has_one_deadline(ask, application, monkeypatch, pieces):
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 0.2)

    answer = ask(FORM, **posted(*pieces, length=100))

    assert answer.status == 408
    assert answer.body.decode().splitlines() == [
        f"Was Sie senden, kam zu langsam an. {SENT_AGAIN}",
        "What you sent arrived too slowly. Please go back and send it again.",
    ]
    assert answer.headers["cache-control"] == "no-store"
    assert application.read == []
    assert ask(FORM, **posted(b"again", WHOLE)).status == 200


def test_deadline_moves_on_by_the_least_pace(ask):
    """Who has sent so much may take so long, on a slow line."""

    async def coming(size):
        body = bodies._Coming(announced=0, largest=1_000_000)
        body.add({"type": "http.request", "body": b"x" * size, "more_body": True})
        return body.deadline() - body.since

    seconds = [ask.run(coming(size)) for size in (0, 10 * bodies.LEAST_PACE, 1_000_001)]

    assert seconds == [bodies.GRACE_SECONDS, bodies.GRACE_SECONDS + 10, bodies.GRACE_SECONDS]


@pytest.mark.parametrize("length", [None, False])
def test_body_that_is_too_large_is_refused_when_it_has_come(ask, lanes, application, length):
    """So that a browser, which reads no answer before it has sent all, shows it."""
    lanes.bodies.largest = 1_000_000

    asked, future = ask.begin(FORM, **posted(*[b"x" * 100_000] * 11, WHOLE, length=length))
    answer = future.result(timeout=30)

    assert answer.status == 413
    assert answer.body.decode().splitlines() == [
        "Was Sie senden, ist zu groß: höchstens 50 MB. Bitte gehen Sie zurück und senden Sie weniger.",
        "What you sent is too large: at most 50 MB. Please go back and send less.",
    ]
    assert (asked.received, application.read) == (12, [])


def test_largest_body_is_taken(post, lanes, application):
    lanes.bodies.largest = 1_000_000

    assert post(*[b"x" * 100_000] * 10, WHOLE).status == 200
    assert application.read == [(FORM, "1000000", b"x" * 1_000_000)]


def test_body_without_an_end_is_cut(ask, lanes):
    lanes.bodies.largest = 1_000_000

    asked, future = ask.begin(FORM, **posted(*[b"x" * 100_000] * 100, length=False))

    assert future.result(timeout=30).status == 413
    assert asked.received == 21


def test_body_that_says_to_be_too_large_has_no_more_time_than_others(ask, monkeypatch):
    monkeypatch.setattr(bodies, "GRACE_SECONDS", 0.2)

    assert ask(FORM, **posted(b"x" * 1_000_000, length=10**12)).status == 413


def test_who_asks_before_sending_too_much_is_told_at_once(ask):
    asked, future = ask.begin(FORM, **posted(length=10**12, headers=[("expect", "100-continue")]))

    assert future.result(timeout=30).status == 413
    assert (asked.received, asked.waits.is_set()) == (0, False)


def test_full_disk_asks_to_come_again(post, application, monkeypatch):
    class Full(io.BytesIO):
        def __init__(self, in_memory):
            super().__init__()

        def write(self, piece):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(bodies, "SpooledTemporaryFile", Full)

    assert post(b"x" * 300_000, WHOLE).status == 503
    assert application.read == []


def test_largest_body_holds_the_largest_file_and_its_form(lanes):
    files = pictures.LARGEST_FILE, publication.LARGEST_FILE, settings.LARGEST_UPLOAD

    assert lanes.bodies.largest == max(files) + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


# -- How many ------------------------------------------------------------------------------------------


@pytest.fixture
def slow(ask):
    """Begins so many bodies that do not go on; `sender` may have a place for a number."""

    def slow(number, length, sender="198.51.100.{}", first=0):
        for one in range(first, first + number):
            asked, future = ask.begin(FORM, **posted(b"half", length=length, sender=sender.format(one)))
            assert asked.waits.wait(timeout=30), future.result(timeout=30).body

    return slow


def is_refused(answer):
    return (answer.status, answer.headers.get("retry-after"), german(answer)) == (
        503,
        "10",
        "Zurzeit wird zu viel auf einmal gesendet. "
        "Bitte gehen Sie zurück und senden Sie in 10 Sekunden noch einmal.",
    )


@pytest.mark.parametrize("length", [100, SHORT + 1])
def test_one_sender_sends_few_at_once_and_others_theirs(ask, slow, application, length):
    slow(MOST_OF_ONE if length <= SHORT else MOST_LONG_OF_ONE, length, sender="2001:db8::{}")

    assert is_refused(ask(FORM, **posted(b"x" * length, WHOLE, sender="2001:db8::abcd")))
    assert ask(FORM, **posted(b"x" * length, WHOLE, sender="2001:db8:0:1::1")).status == 200
    assert ask(PAGE, sender="2001:db8::abcd").status == 200


def test_sender_is_the_client_before_our_proxies(ask, slow, settings):
    settings.PROXY_COUNT = 1
    how = {"headers": [("x-forwarded-for", "203.0.113.9")]}
    for _ in range(MOST_OF_ONE):
        asked, _ = ask.begin(FORM, **posted(b"half", length=100, **how))
        assert asked.waits.wait(timeout=30)

    assert is_refused(ask(FORM, **posted(b"name=Sauer", WHOLE, **how)))
    assert ask(FORM, **posted(b"a", WHOLE, headers=[("x-forwarded-for", "203.0.113.10")])).status == 200


def test_slow_uploads_leave_room_for_forms(ask, slow):
    slow(MOST_LONG, SHORT + 1)

    assert is_refused(ask(FORM, **posted(b"x" * (SHORT + 1), WHOLE)))
    assert is_refused(ask(FORM, **posted(b"x" * (SHORT + 1), WHOLE, length=False)))
    assert ask(FORM, **posted(b"x" * SHORT, WHOLE)).status == 200


def test_all_senders_together_have_so_many(ask, slow):
    for one in range(MOST // MOST_OF_ONE):
        slow(MOST_OF_ONE, 100, sender=f"198.51.100.{one}")

    assert is_refused(ask(FORM, **posted(b"name=Sauer", WHOLE)))
    assert ask(PAGE).status == 200


@pytest.mark.parametrize(("ending", "status"), [(None, 400), (WHOLE, 200)])
def test_place_is_free_again_when_it_has_come_or_was_cut(ask, ending, status):
    for length in [SHORT + 1] * (MOST_LONG_OF_ONE + 1) + [100] * (MOST_OF_ONE + 1):
        assert ask(FORM, **posted(b"x" * length, ending)).status == status

    assert ask(FORM, **posted(b"name=Sauer", WHOLE)).status == 200
