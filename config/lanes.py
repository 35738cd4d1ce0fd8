"""Which thread of a worker does what, so that no request can stop the pages.

The server calls us in its event loop. That waits for all that people do slowly: for what a request brings
(`config/bodies.py`) and for readers of what is long (`config/sending.py`). None of it takes a thread, and all
of it has a deadline (docs/decisions/0022). Django runs in lanes, since several requests at once in one
interpreter hinder each other more than they help (docs/decisions/0005, 0018). A lane is one thread with its
own connection to the database:

* `pages`: everything that is quick,
* `downloads`: what may take a second of processor time (`DOWNLOADS`), so that pages go on beside it,
* `tiles`: what waits for a source outside; several threads, and no database.

A short answer goes to the server whole, which then keeps it for its reader. What is long is a file. At most
`MOST_DOWNLOADS` of them wait or are sent at once, and few to one sender; one more is asked to come again.
"""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from config.bodies import Bodies
from config.environ import environ_of
from config.open_addresses import policy
from config.sending import send_file, send_whole
from config.short_answers import TOO_MANY_DOWNLOADS, RefusedError
from config.slots import Slots
from machinery import pages_first
from machinery.senders import network_in

MOST_DOWNLOADS, MOST_DOWNLOADS_OF_ONE = 40, 12
MOST_TILES = 8
DISKS = 4  # threads that read and write files
SHORT = 1024 * 1024  # bytes
# Not the regions: every map waits for them, and they are few.
DOWNLOADS = re.compile(
    r"(?<!/regions)\.(csv|geojson|xlsx)$"
    r"|/admin/desk/import/(add|\d+/errors)/$"
    r"|/admin/jahresbericht/"
    r"|^(/en)?/(drucken|print)/$"
    r"|/(bild|picture)\.png$"
)
TILES = re.compile(r"^/kacheln/")


class Lanes:
    """An ASGI application around Django's WSGI one."""

    def __init__(self, application):
        self.application = application
        self.pages = ThreadPoolExecutor(1, "pages")
        self.downloads = ThreadPoolExecutor(1, "downloads")
        self.tiles = ThreadPoolExecutor(MOST_TILES, "tiles")
        self.files = ThreadPoolExecutor(DISKS, "files")
        self.slots = Slots(MOST_DOWNLOADS, of_one=MOST_DOWNLOADS_OF_ONE, refusal=TOO_MANY_DOWNLOADS)
        self.bodies = Bodies(self.files)

    async def __call__(self, scope, receive, send):
        environ = environ_of(scope)
        sender = network_in(environ)
        try:
            with await self.bodies.take_in(environ, receive, sender) as environ["wsgi.input"]:
                await self.answer(environ, sender, send)
        except RefusedError as refused:
            (status, headers), body = refused.refusal.whole()
            await send_whole(send, (status, [*headers, *policy(environ["PATH_INFO"]).items()]), body)

    async def answer(self, environ, sender, send):
        lane, make = self.lane_of(environ["PATH_INFO"])
        is_download = lane is self.downloads
        with ExitStack() as held:
            if is_download:
                held.enter_context(self.slots.taken(sender))
            start, body = await asyncio.get_running_loop().run_in_executor(lane, make, environ)
            if isinstance(body, list):
                await send_whole(send, start, body)
                return
            held.callback(body.close)
            if not is_download:
                held.enter_context(self.slots.taken(sender))
            await send_file(send, start, body, self.files)

    def lane_of(self, path):
        """Its threads, and what they do."""
        if DOWNLOADS.search(path):
            return self.downloads, self.made
        if TILES.search(path):
            return self.tiles, self.made
        return self.pages, self.page

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
