"""No single request and no killed process stops the portal: the real one, as `make run` serves it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import closing

import pytest

from tests.browser.portal import Portal

BACK_SECONDS = 5  # what is promised
PATIENCE_SECONDS = 60
LONG_ENTRIES = """
from landkarte.models import Entry
from django.utils import timezone
Entry.objects.bulk_create(
    Entry(slug=f"lang-{n}", name=f"Lang {n}", kind="company", status="published", latitude=51, longitude=7,
          precision="city", published_at=timezone.now(), summary_de="lang " * 1500)
    for n in range(1500)
)
"""


class Running(Portal):
    """A portal with everything that `make run` starts."""

    def command(self, workers=1):
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "2"]
        return [sys.executable, "-m", "config.serve", "all", *where]

    def named(self, word):
        (found,) = [pid for pid, line in children(self.process.pid).items() if word in line]
        return found

    def server_workers(self):
        return set(children(self.named("granian")))


def children(process_number):
    """Process number -> command line."""
    command = ["ps", "--ppid", str(process_number), "-o", "pid=,args="]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return {int(line.split()[0]): line for line in found.stdout.splitlines()}


def becomes_true(question, seconds=PATIENCE_SECONDS):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.2)
    return False


def test_portal_answers_again_after_one_worker_was_killed(migrated, fresh_folder):
    running = Running(fresh_folder("running", migrated))
    running.start()
    assert becomes_true(lambda: len(running.server_workers()) == 2)
    letters, killed = running.named("send_letters"), min(running.server_workers())
    os.kill(letters, signal.SIGKILL)
    os.kill(killed, signal.SIGKILL)

    assert becomes_true(running.answers, BACK_SECONDS)
    assert becomes_true(lambda: len(running.server_workers() - {killed}) == 2)
    assert becomes_true(
        lambda: [1 for line in children(running.process.pid).values() if "send_letters" in line]
    )
    assert running.named("send_letters") != letters
    running.stop()


def get(portal, path):
    with urllib.request.urlopen(f"{portal.address}{path}", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
        return answer.status, answer.read()


@pytest.fixture
def reader_of(request):
    """Opens a connection that asks for something, reads its head, and then no more."""

    def read_slowly(portal, path):
        connection = socket.socket()
        request.addfinalizer(connection.close)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(("127.0.0.1", portal.port))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        return connection.recv(200)

    return read_slowly


class Dripping:
    """A source of tiles that sends a byte now and then, for ever."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.asked = 0
        self.over = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.getsockname()[1]}/{{z}}/{{x}}/{{y}}.png"

    def serve(self):
        while not self.over.is_set():
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.asked += 1
            threading.Thread(target=self.drip, args=[connection], daemon=True).start()

    def drip(self, connection):
        with connection:
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
                while not self.over.wait(0.5):
                    connection.sendall(b"x")
            except OSError:
                """We have cut it."""

    def close(self):
        self.over.set()
        self.server.close()


@pytest.fixture(scope="module")
def source():
    with closing(Dripping()) as source:
        yield source


@pytest.fixture(scope="module")
def portal(migrated, fresh_folder, source):
    """One worker, long downloads, and a source of tiles that never ends."""
    portal = Portal(fresh_folder("held", migrated), TILE_URL=source.address)
    portal.manage("shell", "-v0", "-c", LONG_ENTRIES)
    portal.start()
    yield portal
    portal.stop()


def test_twenty_tiles_of_a_dripping_source_do_not_hold_the_pages(portal, source):
    paths = [f"/kacheln/12/{column}/1370.png" for column in range(2110, 2130)]
    asking = [threading.Thread(target=get, args=(portal, path)) for path in paths]
    for thread in asking:
        thread.start()
    assert becomes_true(lambda: source.asked)

    assert get(portal, "/zahlen/")[0] == 200
    for thread in asking:
        thread.join(timeout=PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in asking)


def test_eight_slow_readers_of_downloads_do_not_hold_the_pages(portal, reader_of):
    for _ in range(4):
        for path in ("/api/v1/entries.geojson", "/api/v1/entries.csv"):
            assert reader_of(portal, path).startswith(b"HTTP/1.1 200")

    assert get(portal, "/zahlen/")[0] == 200
    assert len(get(portal, "/api/v1/entries.csv")[1]) > 10_000_000  # more than all buffers on the way take


def test_kept_page_shows_what_another_process_has_changed(portal):
    first = get(portal, "/eintraege/lang-1/")
    assert get(portal, "/eintraege/lang-1/") == first

    portal.say("from landkarte.models import Entry; Entry.objects.filter(slug='lang-1').update(name='Neu')")

    assert becomes_true(lambda: b"<h1>Neu" in get(portal, "/eintraege/lang-1/")[1], BACK_SECONDS)
