"""Background tiles through our own origin, from a real server that behaves and misbehaves."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from landkarte.cells import mercator
from landkarte.views import tiles

pytestmark = pytest.mark.one_database

IMAGE = b"\x89PNG\r\n\x1a\n" + b"tile" * 10 + tiles.PNG_ENDS
COLOGNE = "/kacheln/8/132/85.png"
ANSWERS = {
    "image": (200, IMAGE),
    "failure": (500, b"oops"),
    "missing": (404, b"no such tile"),
    "page": (200, b"<html>"),
    "empty": (200, b""),
    "huge": (200, IMAGE + b"x" * tiles.MOST_BYTES),
}


class Source(BaseHTTPRequestHandler):
    """Answers as its server says, and notes who asked for what."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.behaviour == "slow":
            time.sleep(1)
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
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.TILE_URL = f"http://127.0.0.1:{server.server_port}/{{z}}/{{y}}/{{x}}.png"
    monkeypatch.setattr(tiles.Tile, "away_until", 0.0)
    yield server
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

    monkeypatch.setattr(tiles.Tile, "away_until", tiles.Tile.away_until - tiles.PAUSE_SECONDS)
    assert client.get("/kacheln/8/133/85.png").content == IMAGE


def test_missing_tile_does_not_stop_the_others(client, source):
    source.behaviour = "missing"
    client.get(COLOGNE)
    source.behaviour = "image"

    assert client.get("/kacheln/8/133/85.png").content == IMAGE


def test_slow_source_does_not_hold_a_visitor(client, source, monkeypatch):
    monkeypatch.setattr(tiles, "TIMEOUT_SECONDS", 0.2)
    source.behaviour = "slow"
    start = time.monotonic()

    assert client.get(COLOGNE).content == tiles.EMPTY
    assert time.monotonic() - start < 0.9


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
