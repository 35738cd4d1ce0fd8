"""Fetches background tiles from their source, in threads of its own: who asks waits a moment and no longer.

A tile that comes too late for the one who asked is there for the next: it goes to the cache all the same.
"""

import hashlib
import logging
import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Lock, Timer, local
from urllib.error import HTTPError

from django.conf import settings
from django.core.cache import caches

DEADLINE_SECONDS = 4  # for the whole answer: connection, head and body
WAIT_SECONDS = 0.4  # of the one who asks
PAUSE_SECONDS = 60
MOST_BYTES = 1_000_000
AT_ONCE = 4
MOST_WAITING = 32  # tiles that are asked for and not there yet
PNG_BEGINS, PNG_ENDS = b"\x89PNG", b"IEND\xaeB`\x82"

log = logging.getLogger(__name__)


def tile(zoom, x, y):
    """The PNG of this tile, or None when it is not here within `WAIT_SECONDS`."""
    key = f"{hashlib.sha256(settings.TILE_URL.encode()).hexdigest()[:16]}/{zoom}/{x}/{y}"
    return _kept(key) or _source.ask(key, settings.TILE_URL.format(z=zoom, x=x, y=y))


def forget():
    """Begin anew: nothing is on its way, and the source is asked again."""
    global _source
    _source = Source()


class Source:
    """The one place that all tiles come from. While it is away nobody asks for a minute; while it is slow
    nobody waits for it."""

    def __init__(self):
        self.threads = ThreadPoolExecutor(AT_ONCE, "tile")
        self.on_its_way = {}  # key -> since when (monotonic seconds), and the future
        self.lock = Lock()
        self.away_until = 0.0  # monotonic seconds

    def ask(self, key, address):
        with self.lock:
            is_slow = any(time.monotonic() - since > WAIT_SECONDS for since, _ in self.on_its_way.values())
            if time.monotonic() < self.away_until:
                return None
            if key not in self.on_its_way:
                if len(self.on_its_way) >= MOST_WAITING:
                    return None
                future = self.threads.submit(self.bring, key, address)
                self.on_its_way[key] = time.monotonic(), future
            future = self.on_its_way[key][1]
        try:
            return future.result(timeout=0 if is_slow else WAIT_SECONDS)
        except TooLate:
            return None

    def bring(self, key, address):
        try:
            image = None if time.monotonic() < self.away_until else self.fetch(address)
            if image:
                _keep(key, image)
            return image
        finally:
            with self.lock:
                del self.on_its_way[key]

    def fetch(self, address):
        """The image, or None. When the source is away or too slow, nobody asks again for a minute."""
        try:
            with _within(DEADLINE_SECONDS), _opener.open(address, timeout=DEADLINE_SECONDS) as answer:
                image = answer.read(MOST_BYTES)
            if not (image.startswith(PNG_BEGINS) and image.endswith(PNG_ENDS)):
                raise ValueError("the answer is no whole PNG")
        except HTTPError as error:
            error.close()
            if error.code in (400, 404):  # this tile does not exist; others do
                return None
            return self.pause(error)
        except (OSError, HTTPException, ValueError) as error:
            return self.pause(error)
        return image

    def pause(self, error):
        if time.monotonic() >= self.away_until:  # of several at once the first one says it
            log.warning("no tile from the source, next try in %d s: %s", PAUSE_SECONDS, error)
        self.away_until = time.monotonic() + PAUSE_SECONDS


_source = Source()


# -- What is kept --------------------------------------------------------------------------------------


def _kept(key):
    try:
        return caches["tiles"].get(key)
    except OSError as error:
        log.warning("the cache of tiles cannot be read: %s", error)
        return None


def _keep(key, image):
    """Without a place on the disk a tile is served all the same."""
    try:
        caches["tiles"].set(key, image)
    except OSError as error:
        log.warning("a tile cannot be kept: %s", error)


# -- One deadline for an answer ------------------------------------------------------------------------
#
# The timeout of a socket begins anew with each byte: a source that sends one a second would hold us for
# days. So a timer cuts the connection.


_now = local()  # `deadline`: of the fetch that this thread is at


class Deadline:
    def __init__(self):
        self.sockets, self.is_over, self.lock = [], False, Lock()

    def watch(self, connection):
        with self.lock:
            self.sockets.append(connection)
            if self.is_over:
                _cut(connection)

    def end(self):
        with self.lock:
            self.is_over = True
            for connection in self.sockets:
                _cut(connection)


def _cut(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        """It is closed already."""


@contextmanager
def _within(seconds):
    """Connections that this thread opens inside are cut when the seconds are over: reading ends there."""
    _now.deadline = Deadline()
    timer = Timer(seconds, _now.deadline.end)
    timer.daemon = True
    timer.start()
    try:
        yield
        if _now.deadline.is_over:
            raise TimeoutError(f"no whole answer in {seconds} s")
    finally:
        timer.cancel()
        del _now.deadline


class _Plain(HTTPConnection):
    def connect(self):
        super().connect()
        _now.deadline.watch(self.sock)


class _Secure(HTTPSConnection):
    def connect(self):
        super().connect()
        _now.deadline.watch(self.sock)


class _OpensPlain(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(_Plain, request)


class _OpensSecure(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_Secure, request, context=self._context)


_opener = urllib.request.build_opener(_OpensPlain, _OpensSecure)
