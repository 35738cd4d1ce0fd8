"""Lanes: no request can hold the thread that makes the pages."""

import re
import threading

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import FileResponse, HttpResponse
from django.urls import reverse

from config import lanes, sending
from config.lanes import MOST_DOWNLOADS, MOST_DOWNLOADS_OF_ONE, MOST_TILES, SHORT, Lanes
from config.release import PACKAGES
from tests.config.asked import asking

CSV, PAGE, TILE = "/api/v1/entries.csv", "/zahlen/", "/kacheln/8/132/85.png"


class Application:
    """Answers like Django's handler: at once, or on some paths when `go` is set."""

    def __init__(self, tmp_path):
        self.made_by = {}
        self.holding = ""
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.long = tmp_path / "long"
        self.long.write_bytes(b"x" * (SHORT + 1))
        self.closed = []

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.made_by.setdefault(path, set()).add(threading.get_ident())
        self.begun.release()
        if self.holding and path.startswith(self.holding):
            assert self.go.wait(timeout=30)
        if "broken" in path:
            raise RuntimeError("even Django's handler broke")
        response = (
            FileResponse(self.long.open("rb")) if "long" in path or path == CSV else HttpResponse(b"page")
        )
        close = response.close
        response.close = lambda: (self.closed.append(path), close())
        start_response("200 OK", list(response.items()))
        return response


@pytest.fixture(autouse=True)
def without_connections():
    """The end of a response looks after the connections of its thread: here it is that of the tests."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def application(tmp_path):
    application = Application(tmp_path)
    yield application
    application.go.set()


@pytest.fixture
def ask(application):
    with asking(Lanes(application)) as ask:
        yield ask
        application.go.set()


@pytest.fixture
def downloading(ask):
    """Begins so many downloads, each by somebody else, whose readers take nothing yet."""

    def downloading(path, number=MOST_DOWNLOADS, sender="198.51.100.{}"):
        begun = [ask.begin(path, sender=sender.format(one), is_slow=True) for one in range(number)]
        for asked, _ in begun:
            assert asked.waits.wait(timeout=30)
        return begun

    return downloading


def test_pages_are_made_by_one_thread_and_downloads_by_another(ask, application):
    for path in (PAGE, "/", PAGE, "/long", CSV):
        ask(path)

    assert application.made_by[PAGE] == application.made_by["/"] == application.made_by["/long"]
    assert len(application.made_by[PAGE] | application.made_by[CSV]) == 2


@pytest.mark.parametrize(("path", "number"), [(CSV, MOST_DOWNLOADS), (TILE, MOST_TILES + 12)])
def test_pages_go_on_while_others_are_waiting(ask, application, path, number):
    application.holding = path
    waiting = [ask.begin(path, sender=f"198.51.100.{one}")[1] for one in range(number)]
    assert application.begun.acquire(timeout=30)

    assert ask(PAGE).body == b"page"
    assert not any(future.done() for future in waiting)
    application.go.set()
    assert {future.result(timeout=30).status for future in waiting} == {200}


def test_short_answer_goes_to_the_server_whole_and_is_closed(ask, application):
    answer = ask(PAGE)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.pieces == [b"page"]
    assert application.closed == [PAGE]


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_long_answer_is_sent_as_its_reader_takes_it_and_closed_at_the_end(
    ask, downloading, application, path
):
    ((asked, future),) = downloading(path, 1)
    assert (len(asked.pieces), application.closed) == (1, [])

    ask.loop.call_soon_threadsafe(asked.takes.set)
    answer = future.result(timeout=30)

    assert (answer.body, answer.is_whole) == (b"x" * (SHORT + 1), True)
    assert application.closed == [path]


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_one_download_too_many_is_asked_to_come_again(ask, downloading, application, path):
    (first, future), *_ = downloading(path)

    answer = ask(path)

    headers = answer.headers
    assert (answer.status, headers["retry-after"], headers["cache-control"]) == (503, "10", "no-store")
    assert answer.body.decode().splitlines() == [
        "Zurzeit wird zu viel auf einmal heruntergeladen. Bitte versuchen Sie es in 10 Sekunden noch einmal.",
        "Too much is being downloaded at once. Please try again in 10 seconds.",
    ]
    assert ask(PAGE).status == 200
    assert application.closed == ([PAGE] if path == CSV else [path, PAGE])  # what was made in vain, too
    ask.loop.call_soon_threadsafe(first.takes.set)
    future.result(timeout=30)
    assert ask(path).status == 200


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_one_sender_has_few_downloads_at_once_and_others_have_theirs(ask, downloading, path):
    downloading(path, MOST_DOWNLOADS_OF_ONE, sender="2001:db8::{}")

    assert ask(path, sender="2001:db8::abcd").status == 503
    assert ask(path, sender="2001:db8:0:1::1").status == 200


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_reader_who_takes_nothing_gets_no_more_and_gives_the_slot_back(
    ask, downloading, application, monkeypatch, path
):
    monkeypatch.setattr(sending, "PIECE_SECONDS", 0.3)
    begun = downloading(path)
    left = [future.result(timeout=30) for _, future in begun]

    assert {(len(asked.pieces), asked.is_whole) for asked in left} == {(1, False)}
    assert application.closed == [path] * MOST_DOWNLOADS
    assert ask(path).status == 200


def test_failure_gives_the_slot_back(ask):
    for _ in range(MOST_DOWNLOADS + 1):
        with pytest.raises(RuntimeError):
            ask("/broken.csv")

    assert ask(CSV).status == 200


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("api:entry-csv", []),
        ("api:entry-geojson", []),
        ("landkarte:figure-csv", ["kind"]),
        ("landkarte:entry-print", []),
        ("admin:desk_import_errors", [1]),
        ("admin:desk_import_add", []),
        ("admin:yearly-report", [2026]),
        ("admin:yearly-report-workbook", [2026]),
    ],
)
def test_everything_that_may_take_a_second_is_in_the_lane_of_downloads(name, arguments):
    assert lanes.DOWNLOADS.search(reverse(name, args=arguments))


PAGES = ["/", "/eintraege/a/", "/api/v1/entries/", "/api/v1/map/", "/api/v1/regions.geojson", "/admin/"]
PAGES += [
    "/admin/zahlen/",
    "/admin/desk/import/",
    "/admin/desk/import/1/change/",
    "/admin/desk/export/add/",
    "/konto/daten/mitnehmen/",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_not_in_the_lane_of_downloads(path):
    assert not lanes.DOWNLOADS.search(path)
    assert not lanes.TILES.search(path)


def test_tiles_have_a_lane_of_their_own():
    assert lanes.TILES.search(reverse("tile", args=[8, 132, 85]))


def test_no_answer_is_made_while_it_is_sent():
    """It would be made in a thread that has no lane: with a connection of its own and in another language."""
    files = [path for package in PACKAGES for path in (settings.BASE_DIR / package).rglob("*.py")]

    assert [path for path in files if re.search(r"\bStreamingHttpResponse\b", path.read_text())] == []
