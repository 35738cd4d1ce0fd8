"""Background tiles through our own origin, from a real server that behaves and misbehaves."""

import errno
import select
import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache.backends.filebased import FileBasedCache

from landkarte.query.cells import mercator
from landkarte.views import tile_source, tiles

pytestmark = pytest.mark.one_database

IMAGE = b"\x89PNG\r\n\x1a\n" + b"tile" * 10 + tile_source.PNG_ENDS
COLOGNE = "/kacheln/8/132/85.png"
ANSWERS = {
    "image": (200, IMAGE),
    "failure": (500, b"oops"),
    "missing": (404, b"no such tile"),
    "page": (200, b"<html>"),
    "empty": (200, b""),
    "huge": (200, IMAGE + b"x" * tile_source.MOST_BYTES),
}
DRIPPING = {
    "silent": b"",
    "dripping head": b"HTTP/1.1 200 OK\r\nX: ",
    "dripping body": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + IMAGE[:8],
}


class Source(BaseHTTPRequestHandler):
    """Answers as its server says, and notes who asked for what."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.behaviour == "waiting":
            self.server.may_answer.wait(timeout=30)
        if self.server.behaviour in DRIPPING:
            self.drip(DRIPPING[self.server.behaviour])
            return
        if self.server.behaviour == "rubbish":
            self.wfile.write(b"this is not HTTP\r\n\r\n")
            return
        if self.server.behaviour == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(IMAGE[:30])
            return
        status, body = ANSWERS.get(self.server.behaviour, ANSWERS["image"])
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, before):
        """Send this, then a byte now and then until the other side has had enough."""
        try:
            self.wfile.write(before)
            for _ in range(1000):
                time.sleep(0.03)
                self.wfile.write(b"x" if before else b"")
                if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1):
                    break
        except OSError:
            """It has had enough."""
        self.server.gone.set()

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The client went away: that is what some tests want."""


@pytest.fixture
def source(settings, monkeypatch):
    server = Server(("127.0.0.1", 0), Source)
    server.behaviour, server.asked = "image", []
    server.may_answer, server.gone = threading.Event(), threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.TILE_URL = f"http://127.0.0.1:{server.server_port}/{{z}}/{{y}}/{{x}}.png"
    monkeypatch.setattr(tile_source, "WAIT_SECONDS", 5)  # a busy machine is no slow source
    tile_source.forget()
    yield server
    tile_source.forget()
    server.shutdown()
    server.server_close()


def test_tile_comes_from_the_source_by_its_own_order_of_numbers(client, source):
    response = client.get(COLOGNE)

    assert (response.content, response.headers["Content-Type"]) == (IMAGE, "image/png")
    assert response.headers["Cache-Control"] == "public, max-age=604800"
    assert source.asked == ["/8/85/132.png"]


def test_tile_is_asked_for_once(client, source):
    answers = [client.get(COLOGNE).content for _ in range(3)]

    assert (answers, source.asked) == ([IMAGE] * 3, ["/8/85/132.png"])


def test_cached_tile_outlives_its_source(client, source):
    client.get(COLOGNE)
    source.behaviour = "failure"
    client.get("/kacheln/8/133/85.png")

    assert client.get(COLOGNE).content == IMAGE


@pytest.mark.parametrize("behaviour", ["failure", "missing", "page", "empty", "rubbish", "cut", "huge"])
def test_bad_answer_of_the_source_is_an_empty_tile_that_nobody_keeps(client, source, behaviour):
    source.behaviour = behaviour

    response = client.get(COLOGNE)

    assert (response.status_code, response.content) == (200, tiles.EMPTY)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("behaviour", ["failure", "page", "rubbish", "cut"])
def test_source_is_left_alone_for_a_minute_after_a_failure(client, source, monkeypatch, behaviour):
    source.behaviour = behaviour
    client.get(COLOGNE)
    source.behaviour = "image"

    assert client.get("/kacheln/8/133/85.png").content == tiles.EMPTY
    assert len(source.asked) == 1

    monkeypatch.setattr(tile_source._source, "away_until", 0.0)
    assert client.get("/kacheln/8/133/85.png").content == IMAGE


def test_missing_tile_does_not_stop_the_others(client, source):
    source.behaviour = "missing"
    client.get(COLOGNE)
    source.behaviour = "image"

    assert client.get("/kacheln/8/133/85.png").content == IMAGE


@pytest.mark.parametrize("behaviour", ["silent", "dripping head", "dripping body"])
def test_one_deadline_is_for_the_whole_answer(client, source, monkeypatch, behaviour):
    """Each byte of these comes well within any timeout of a socket."""
    monkeypatch.setattr(tile_source, "DEADLINE_SECONDS", 0.3)
    source.behaviour = behaviour

    assert client.get(COLOGNE).content == tiles.EMPTY
    assert source.gone.wait(timeout=30), "the connection to the source is cut"
    assert tile_source._source.away_until > time.monotonic()


TLS_RECORD = b"\x16\x03\x03\x40\x00"  # the head of a handshake message of 16 kB (RFC 8446, section 5.1)


@pytest.fixture(params=[b"", TLS_RECORD], ids=["silent", "dripping"])
def handshake(request, source, settings):
    """A source that takes connections and never ends the handshake; set when the other side has gone away."""
    gone = threading.Event()

    def answer(listener):
        connection = listener.accept()[0]
        with connection, suppress(OSError):
            connection.sendall(request.param)
            while not gone.wait(0.03):
                connection.sendall(b"\x02" if request.param else b"")
                if select.select([connection], [], [], 0)[0] and not connection.recv(4096):
                    break
        gone.set()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.TILE_URL = f"https://127.0.0.1:{listener.getsockname()[1]}/{{z}}/{{y}}/{{x}}.png"
        thread = threading.Thread(target=answer, args=[listener], daemon=True)
        thread.start()
        yield gone
        gone.set()
        thread.join()


def test_deadline_is_for_the_handshake_too(client, handshake, monkeypatch):
    monkeypatch.setattr(tile_source, "DEADLINE_SECONDS", 0.3)

    assert client.get(COLOGNE).content == tiles.EMPTY
    assert handshake.wait(timeout=30), "the connection to the source is cut"
    assert tile_source._source.away_until > time.monotonic()


def test_deadline_is_for_the_name_too(client, source, settings, monkeypatch):
    """The system looks it up, and nobody can stop that."""
    monkeypatch.setattr(tile_source, "DEADLINE_SECONDS", 0.2)
    settings.TILE_URL = "http://tiles.example/{z}/{x}/{y}.png"
    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found.wait() and [])
    try:
        on_its_way, answers = [], []
        for column in range(131, 136):  # one more than there are threads
            monkeypatch.setattr(tile_source._source, "away_until", 0.0)
            answers.append(client.get(f"/kacheln/8/{column}/85.png").content)
            on_its_way += tile_source._source.on_its_way.values()

        assert answers == [tiles.EMPTY] * 5
        assert wait(on_its_way, timeout=30).not_done == set()
    finally:
        found.set()


def test_tile_that_queues_does_not_make_the_source_slow(client, source, monkeypatch):
    """As in a first view: of many tiles at once most are not yet asked for when they have waited long."""
    monkeypatch.setattr(tile_source, "WAIT_SECONDS", 1)
    others_are_there = threading.Event()
    for _ in range(tile_source.AT_ONCE):
        tile_source._source.threads.submit(others_are_there.wait, 30)
    with ThreadPoolExecutor(1) as readers:
        asked = readers.submit(client.get, COLOGNE)
        while not (tile_source._source.on_its_way or asked.done()):
            time.sleep(0.01)
        assert not wait([asked], timeout=1.5).done
        others_are_there.set()

        assert asked.result().content == IMAGE


def test_tile_that_comes_too_late_is_there_for_the_next_reader(client, source, monkeypatch):
    monkeypatch.setattr(tile_source, "WAIT_SECONDS", 0.05)
    source.behaviour = "waiting"

    assert client.get(COLOGNE).content == tiles.EMPTY
    source.may_answer.set()
    tile_source._source.threads.shutdown(wait=True)

    assert client.get(COLOGNE).content == IMAGE
    assert len(source.asked) == 1


def test_nobody_waits_for_a_source_that_is_slow(client, source, monkeypatch):
    monkeypatch.setattr(tile_source, "WAIT_SECONDS", 0.05)
    source.behaviour = "waiting"
    client.get(COLOGNE)
    monkeypatch.setattr(Future, "result", never_with_patience(Future.result))

    answers = {client.get(f"/kacheln/12/{2110 + column}/1370.png").content for column in range(60)}

    assert answers == {tiles.EMPTY}
    assert len(tile_source._source.on_its_way) == tile_source.MOST_WAITING
    assert len(source.asked) <= tile_source.AT_ONCE
    source.may_answer.set()


def never_with_patience(result):
    def asked(future, timeout=None):
        assert timeout == 0
        return result(future, timeout)

    return asked


@pytest.mark.parametrize("broken", ["get", "set"])
def test_full_or_broken_disk_does_not_keep_a_tile_from_its_reader(client, source, monkeypatch, broken):
    def fails(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileBasedCache, broken, fails)

    assert client.get(COLOGNE).content == IMAGE


def test_source_that_is_not_there_is_an_empty_tile(client, settings, source):
    settings.TILE_URL = "http://127.0.0.1:9/{z}/{x}/{y}.png"

    assert client.get(COLOGNE).content == tiles.EMPTY


@pytest.mark.parametrize(
    "path",
    [
        "8/0/0",  # the North Pacific
        "8/200/85",
        "8/132/120",
        "8/256/85",
        "8/132/256",
        "4/8/5",
        "19/270000/175000",
        "99/1/1",
        "8/99999999999999999999/85",
    ],
)
def test_tile_outside_of_the_map_is_not_found_and_not_asked_for(client, source, path):
    assert (client.get(f"/kacheln/{path}.png").status_code, source.asked) == (404, [])


def test_every_tile_of_the_map_is_covered():
    assert all(tiles.covers_region(zoom, *tile_of(51.5, 7.5, zoom)) for zoom in tiles.ZOOMS)


def tile_of(latitude, longitude, zoom):
    x, y = mercator(latitude, longitude)
    return int(x * 2**zoom), int(y * 2**zoom)


def test_without_an_address_there_are_no_tiles(client, settings):
    settings.TILE_URL = ""

    assert client.get(COLOGNE).status_code == 404


@pytest.mark.django_db
def test_page_names_our_own_address_for_tiles_and_never_the_source(client, source):
    content = client.get("/").content.decode()

    assert 'data-tile-url="/kacheln/{z}/{x}/{y}.png"' in content
    assert f":{source.server_port}" not in content


@pytest.mark.django_db
def test_page_without_tiles_names_none(client):
    assert 'data-tile-url=""' in client.get("/").content.decode()
