"""Fetches background tiles from their source, in threads of its own: nobody waits for a source that is slow.

A tile that comes too late for the one who asked is there for the next: it goes to the cache all the same.
"""

import hashlib
import logging
import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Lock, Timer, local
from urllib.error import HTTPError

from django.conf import settings
from django.core.cache import caches

DEADLINE_SECONDS = 4  # for the whole answer: its host's address, connection, handshake, head and body
WAIT_SECONDS = 0.4  # that a source which is not slow may take for a tile
PAUSE_SECONDS = 60
MOST_BYTES = 1_000_000
AT_ONCE = 4
MOST_WAITING = 32  # tiles that are asked for and not there yet
PNG_BEGINS, PNG_ENDS = b"\x89PNG", b"IEND\xaeB`\x82"

log = logging.getLogger(__name__)


def tile(zoom, x, y):
    """The PNG of this tile, or None when the source is away or takes longer than `WAIT_SECONDS` for any."""
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
        self.on_its_way = {}  # key -> its future
        self.begun = {}  # key -> since when it is being fetched (monotonic seconds): the others only queue
        self.lock = Lock()
        self.away_until = 0.0  # monotonic seconds

    def ask(self, key, address):
        with self.lock:
            if time.monotonic() < self.away_until:
                return None
            if key not in self.on_its_way:
                if len(self.on_its_way) >= MOST_WAITING:
                    return None
                self.on_its_way[key] = self.threads.submit(self.bring, key, address)
            future = self.on_its_way[key]
        while True:
            patience = self.patience()
            try:
                return future.result(timeout=patience)
            except TooLate:
                if not patience:
                    return None

    def patience(self):
        """Seconds until the source is slow, if none of the tiles that it is asked for comes; 0 when it is."""
        with self.lock:
            first = min(self.begun.values(), default=time.monotonic())
        return max(0, first + WAIT_SECONDS - time.monotonic())

    def bring(self, key, address):
        with self.lock:
            self.begun[key] = time.monotonic()
        try:
            image = None if time.monotonic() < self.away_until else self.fetch(address)
            if image:
                _keep(key, image)
            return image
        finally:
            with self.lock:
                del self.on_its_way[key], self.begun[key]

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
# days. So a timer cuts the connection, also in the middle of its handshake. Looking up a name cannot be cut:
# one thread does that for all, and who asks waits no longer than his deadline.


_now = local()  # `deadline`: of the fetch that this thread is at
_names = ThreadPoolExecutor(1, "tile-names")


class Deadline:
    def __init__(self, seconds):
        self.seconds, self.ends_at = seconds, time.monotonic() + seconds
        self.doubles, self.is_over, self.lock = [], False, Lock()

    def left(self):
        """Seconds, more than none. TimeoutError when it is over."""
        left = self.ends_at - time.monotonic()
        if self.is_over or left <= 0:
            raise TimeoutError(f"no whole answer in {self.seconds} s")
        return left

    def watch(self, connection):
        """Cut it at the end. We keep a double, since encryption takes the socket itself over."""
        with self.lock:
            self.doubles.append(connection.dup())
        if self.is_over:
            self.end()

    def end(self):
        with self.lock:
            self.is_over = True
            for double in self.doubles:
                _cut(double)

    def forget(self):
        with self.lock:
            while self.doubles:
                self.doubles.pop().close()


def _cut(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        """It is closed already."""


@contextmanager
def _within(seconds):
    """Connections that this thread opens inside are cut when the seconds are over: reading ends there."""
    _now.deadline = deadline = Deadline(seconds)
    timer = Timer(seconds, deadline.end)
    timer.daemon = True
    timer.start()
    try:
        yield
        deadline.left()
    finally:
        timer.cancel()
        deadline.forget()
        del _now.deadline


def _connect(address, timeout=None, source_address=None):
    """`socket.create_connection` within the deadline of this thread, which then watches the connection."""
    deadline, failed = _now.deadline, OSError(f"no address of {address[0]}")
    for place in _places(address, deadline):
        try:
            connection = socket.create_connection(place, deadline.left(), source_address)
        except OSError as error:
            failed = error
            continue
        deadline.watch(connection)
        return connection
    raise failed


def _places(address, deadline):
    """The numbers behind this name: pairs of IP address and port."""
    found = _names.submit(socket.getaddrinfo, *address, type=socket.SOCK_STREAM)
    if not wait([found], timeout=deadline.left()).done:
        found.cancel()
        raise TimeoutError(f"{address[0]} was not found in time")
    return [place[:2] for *_, place in found.result(timeout=0)]


class _Plain(HTTPConnection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _Secure(HTTPSConnection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _OpensPlain(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(_Plain, request)


class _OpensSecure(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_Secure, request, context=self._context)


_opener = urllib.request.build_opener(_OpensPlain, _OpensSecure)
