"""Lanes: no request can hold the thread that makes the pages."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import FileResponse, HttpResponse
from django.urls import reverse

from config import lanes
from config.lanes import MOST_DOWNLOADS, MOST_TILES, SHORT, THREADS, Lanes
from config.release import PACKAGES

CSV, PAGE, TILE = "/api/v1/entries.csv", "/zahlen/", "/kacheln/8/132/85.png"


class Application:
    """Answers like Django's handler: at once, or on some paths when `go` is set."""

    def __init__(self, tmp_path):
        self.made_by = {}
        self.holding = ()
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.long = tmp_path / "long"
        self.long.write_bytes(b"x" * (SHORT + 1))
        self.closed = []

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.made_by.setdefault(path, set()).add(threading.get_ident())
        self.begun.release()
        if path.startswith(self.holding):
            assert self.go.wait(timeout=30)
        if path.endswith("broken"):
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
    around, bodies = Lanes(application), []

    def ask(path):
        started = []
        body = around({"PATH_INFO": path}, lambda *start: started.append(start))
        ((status, headers),) = started
        bodies.append(body)
        return int(status[:3]), dict(headers), body

    yield ask
    for body in bodies:
        if hasattr(body, "close"):
            body.close()


@pytest.fixture
def in_threads():
    with ThreadPoolExecutor(THREADS) as threads:
        yield threads.submit


def test_pages_are_made_by_one_thread_and_downloads_by_another(ask, application):
    for path in (PAGE, "/", PAGE, "/long"):
        ask(path)
    ask(CSV)

    assert application.made_by[PAGE] == application.made_by["/"] == application.made_by["/long"]
    assert len(application.made_by[PAGE] | application.made_by[CSV]) == 2
    assert threading.get_ident() not in application.made_by[PAGE] | application.made_by[CSV]


@pytest.mark.parametrize(("path", "number"), [(CSV, MOST_DOWNLOADS), (TILE, MOST_TILES + 12)])
def test_pages_go_on_while_others_are_waiting(ask, application, in_threads, path, number):
    application.holding = path
    waiting = [in_threads(ask, path) for _ in range(number)]
    application.begun.acquire()

    assert in_threads(ask, PAGE).result(timeout=30)[2] == [b"page"]
    assert not any(asked.done() for asked in waiting)
    application.go.set()
    assert {asked.result(timeout=30)[0] for asked in waiting} == {200}


def test_short_answer_goes_to_the_server_whole_and_is_closed(ask, application):
    status, headers, body = ask(PAGE)

    assert (status, headers["Content-Type"], body) == (200, "text/html; charset=utf-8", [b"page"])
    assert application.closed == [PAGE]


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_long_answer_is_sent_in_pieces_and_closed_at_the_end(ask, application, path):
    body = ask(path)[2]

    assert application.closed == []
    assert b"".join(body) == b"x" * (SHORT + 1)
    body.close()
    body.close()
    assert application.closed == [path]


@pytest.mark.parametrize("path", [CSV, "/long"])
def test_one_download_too_many_is_asked_to_come_again(ask, application, path):
    sending = [ask(path)[2] for _ in range(MOST_DOWNLOADS)]
    made = len(application.closed)

    status, headers, body = ask(path)

    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "10", "no-store")
    assert b"".join(body).decode().splitlines() == [
        "Zurzeit wird zu viel auf einmal heruntergeladen. Bitte versuchen Sie es in 10 Sekunden noch einmal.",
        "Too much is being downloaded at once. Please try again in 10 seconds.",
    ]
    assert ask(PAGE)[0] == 200
    assert len(application.closed) - made == (1 if path == CSV else 2)  # what was made in vain is closed, too
    sending[0].close()
    assert ask(path)[0] == 200


def test_failure_gives_the_slot_back(ask):
    for _ in range(MOST_DOWNLOADS + 1):
        with pytest.raises(RuntimeError):
            ask("/broken")
    lanes_of_broken = [ask(CSV)[0] for _ in range(MOST_DOWNLOADS)]

    assert set(lanes_of_broken) == {200}


def test_there_are_threads_left_for_pages():
    assert MOST_DOWNLOADS + MOST_TILES < THREADS - 8


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("api:entry-csv", []),
        ("api:entry-geojson", []),
        ("landkarte:figure-csv", ["kind"]),
        ("admin:desk_export_add", []),
        ("admin:desk_import_errors", [1]),
        ("admin:desk_import_add", []),
        ("admin:yearly-report", [2026]),
        ("admin:yearly-report-workbook", [2026]),
    ],
)
def test_everything_that_may_take_a_second_is_in_the_lane_of_downloads(name, arguments):
    assert lanes.DOWNLOADS.search(reverse(name, args=arguments))


PAGES = ["/", "/eintraege/a/", "/api/v1/entries/", "/api/v1/map/", "/api/v1/regions.geojson", "/admin/"]
PAGES += ["/admin/zahlen/", "/admin/desk/import/", "/admin/desk/import/1/change/", "/konto/daten/mitnehmen/"]


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
