"""Which thread of a worker does what, so that no request can stop the pages.

The server calls us with one of its `THREADS` threads a request. None of them runs Django: each hands the
request to a lane and waits, since several at once in one interpreter hinder each other more than they help
(docs/decisions/0005, 0018). A lane is one thread with its own connection to the database:

* `pages`: everything that is quick,
* `downloads`: what may take a second of processor time (`DOWNLOADS`), so that pages go on beside it,
* `tiles`: what waits for a source outside; several threads, and no database.

A short answer goes to the server whole, which then keeps it for its reader without a thread of ours. What is
long is a file: the thread that asked sends it piece by piece, as slowly as its reader wants it. At most
`MOST_DOWNLOADS` of them wait or are sent at once; one more is asked to come again.

What a request brings is read in its lane: who sends it slowly holds that, unless a proxy takes it in first
(docs/operations.md).
"""

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import BoundedSemaphore

from machinery import pages_first

THREADS = 64  # for granian's --blocking-threads: one for each request that waits, or is sent slowly
MOST_DOWNLOADS = 40
MOST_TILES = 8
SHORT = 1024 * 1024  # bytes
PAUSE_SECONDS = 10
COME_AGAIN = (  # in both languages, as Django has not looked at whom we speak to
    "Zurzeit wird zu viel auf einmal heruntergeladen. "
    f"Bitte versuchen Sie es in {PAUSE_SECONDS} Sekunden noch einmal.\n"
    f"Too much is being downloaded at once. Please try again in {PAUSE_SECONDS} seconds.\n"
)
# Not the regions: every map waits for them, and they are few.
DOWNLOADS = re.compile(
    r"(?<!/regions)\.(csv|geojson)$"
    r"|/admin/desk/(export/add|import/add|import/\d+/errors)/$"
    r"|/admin/jahresbericht/"
)
TILES = re.compile(r"^/kacheln/")


class Lanes:
    """A WSGI application around Django's."""

    def __init__(self, application):
        self.application = application
        self.pages = ThreadPoolExecutor(1, "pages")
        self.downloads = ThreadPoolExecutor(1, "downloads")
        self.tiles = ThreadPoolExecutor(MOST_TILES, "tiles")
        self.slots = BoundedSemaphore(MOST_DOWNLOADS)

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if DOWNLOADS.search(path):
            return self.download(environ, start_response)
        if TILES.search(path):
            start, body = self.tiles.submit(self.made, environ).result()
        else:
            start, body = self.pages.submit(self.page, environ).result()
        if isinstance(body, list) or self.slots.acquire(blocking=False):
            start_response(*start)
            return body if isinstance(body, list) else Sending(body, self.slots)
        body.close()
        return self.come_again(start_response)

    def download(self, environ, start_response):
        if not self.slots.acquire(blocking=False):
            return self.come_again(start_response)
        try:
            start, body = self.downloads.submit(self.made, environ).result()
        except BaseException:
            self.slots.release()
            raise
        start_response(*start)
        if isinstance(body, list):
            self.slots.release()
            return body
        return Sending(body, self.slots)

    def page(self, environ):
        with pages_first.page():
            return self.made(environ)

    def made(self, environ):
        """What Django answers: the arguments of `start_response`, and the body: a list that holds all of it,
        or a file to be sent."""
        noted = []
        response = self.application(environ, lambda *start: noted.append(start))
        start = noted[-1]
        if response.streaming and int(response.headers.get("Content-Length") or SHORT + 1) > SHORT:
            return start, response
        try:
            return start, [response.getvalue()]
        finally:
            response.close()

    def come_again(self, start_response):
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Retry-After", str(PAUSE_SECONDS)),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'none'"),
        ]
        busy = HTTPStatus.SERVICE_UNAVAILABLE
        start_response(f"{busy.value} {busy.phrase}", headers)
        return [COME_AGAIN.encode()]


class Sending:
    """The pieces of a long answer; its slot is free again when the reader has all of them or goes away."""

    def __init__(self, response, slots):
        self.response = response
        self.slots = slots
        self.pieces = iter(response)

    def __iter__(self):
        return self.pieces

    def close(self):
        if self.slots is None:
            return
        slots, self.slots = self.slots, None
        try:
            self.response.close()
        finally:
            slots.release()
