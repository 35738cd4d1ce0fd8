"""Slow senders and readers at the real server, over real connections: they get their deadline, and nobody
else waits for them."""

import os
import socket
import subprocess
import time
from collections import Counter
from contextlib import ExitStack, suppress

import pytest
from django.conf import settings

from config import short_answers
from config.bodies import MOST_OF_ONE
from config.lanes import MOST_DOWNLOADS_OF_ONE
from config.serve import web_command
from tests.browser.portal import free_port
from tests.config.small_server import LONG

PATIENCE_SECONDS = 60
APPLICATION = "tests.config.small_server:application"


class Server:
    def __init__(self, port):
        self.port = port
        self.open = ExitStack()

    def connect(self, request):
        """A connection on which this much of a request was sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)
        self.open.enter_context(connection)
        connection.sendall(request)
        return connection

    def get(self, path):
        """The status and the body of a whole answer."""
        return answer(self.connect(f"GET {path} HTTP/1.0\r\nHost: testserver\r\n\r\n".encode()))

    def read(self):
        """What has reached the application: paths and lengths of bodies."""
        return self.get("/read")[1].decode().splitlines()


def head(path, *headers):
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: testserver", *headers, "", ""]).encode()


def answer(connection):
    """The status, and all that comes until the server ends the connection."""
    with connection:
        pieces = iter(lambda: connection.recv(1_000_000), b"")
        lines, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    return int(lines.split()[1]), body


@pytest.fixture(scope="module")
def running():
    port = free_port()
    command = [*web_command(host="127.0.0.1", port=port, workers=1)[:-1], "--factory", APPLICATION]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | {"PROXY_COUNT": "0"})
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture
def server(running):
    server = Server(running)
    with server.open:
        yield server


@pytest.mark.parametrize("said", ["Content-Length: 100", "Transfer-Encoding: chunked"])
def test_sender_who_stops_in_the_middle_is_told_and_left(server, said):
    half = server.connect(head("/half", said) + b"4\r\nhalf\r\n")

    assert answer(half)[0] == 408
    assert "/half" not in "".join(server.read())


def test_sender_who_drips_is_told_and_left(server):
    drips = server.connect(head("/drips", "Content-Length: 1000"))
    try:
        for _ in range(1000):
            drips.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        """The server has had enough."""
    else:
        pytest.fail("all of it was taken")
    assert "/drips" not in "".join(server.read())


@pytest.mark.parametrize("said", ["Content-Length: 100", "Transfer-Encoding: chunked"])
def test_what_a_sender_who_goes_away_has_sent_is_not_taken(server, said):
    server.connect(head("/away", said) + b"4\r\nhalf\r\n").close()
    server.connect(head("/away-too", said) + b"4\r\nhalf\r\n").close()
    server.connect(head("/whole", "Content-Length: 4", "Connection: close") + b"half")

    deadline = time.monotonic() + PATIENCE_SECONDS
    while "/whole 4" not in server.read():
        assert time.monotonic() < deadline
    assert "/away" not in "".join(server.read())


def test_chunked_body_is_taken(server):
    chunked = head("/chunked", "Transfer-Encoding: chunked", "Connection: close")

    assert answer(server.connect(chunked + b"4\r\nhalf\r\n4\r\nhalf\r\n0\r\n\r\n")) == (200, b"taken")
    assert "/chunked 8" in server.read()


def test_sender_of_too_much_reads_why(server):
    connection = server.connect(head("/large", "Content-Length: 60000000", "Connection: close"))
    with suppress(ConnectionError):  # the refusal may come, and the end, while it still sends
        for _ in range(60):
            connection.sendall(b"x" * 1_000_000)

    status, text = answer(connection)
    too_large = short_answers.too_large(settings.LARGEST_UPLOAD)

    assert (status, text.decode().splitlines()) == (413, [too_large.german, too_large.english])
    assert "/large" not in "".join(server.read())


def test_nobody_waits_for_sixty_slow_senders(server):
    """The page is there before the deadline of any of them."""
    senders = [server.connect(head("/slow", "Content-Length: 100") + b"half") for _ in range(60)]

    assert server.get("/")[0] == 200
    statuses = Counter(answer(sender)[0] for sender in senders)
    assert statuses == {408: MOST_OF_ONE, 503: 60 - MOST_OF_ONE}
    assert answer(server.connect(head("/form", "Content-Length: 1", "Connection: close") + b"x"))[0] == 200


def test_readers_who_read_nothing_give_their_place_back(server):
    request = b"GET /long.csv HTTP/1.0\r\nHost: testserver\r\n\r\n"
    readers = [server.connect(request) for _ in range(MOST_DOWNLOADS_OF_ONE)]
    for reader in readers:
        reader.recv(1)

    assert server.get("/long.csv")[0] == 503
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (status := server.get("/long.csv")[0]) == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert status == 200
    left = [len(answer_rest(reader)) for reader in readers]
    assert max(left) < LONG


def answer_rest(connection):
    try:
        return b"".join(iter(lambda: connection.recv(1_000_000), b""))
    except ConnectionResetError:
        return b""


def test_reader_who_reads_gets_all(server):
    status, body = server.get("/long.csv")

    assert (status, len(body)) == (200, LONG)
