"""Takes in what a request brings before it gets a lane: who sends slowly holds nothing but a place here.

Whole it goes on: into memory what is short, into a temporary file without a name what is longer. At most
`LARGEST` bytes (413), and within `GRACE_SECONDS`, or a second more for each `LEAST_PACE` bytes that have come
(408). What was cut off on its way does not reach Django, which would take its first half for the whole.
"""

import asyncio
import io
import logging
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.conf import settings

from config.short_answers import CUT, TOO_MANY_SENDERS, TOO_SLOW, RefusedError, too_large
from config.slots import Slots

GRACE_SECONDS = 30
LEAST_PACE = 32 * 1024  # bytes a second
IN_MEMORY = 256 * 1024  # bytes of each
SHORT = 64 * 1024  # bytes: a form without files
MOST, MOST_OF_ONE = 256, 16  # that come in at once in a worker: all together, and of one sender
MOST_LONG, MOST_LONG_OF_ONE = 16, 4  # of these, longer than `SHORT`

log = logging.getLogger(__name__)


class Bodies:
    """Takes them in for one worker. `files`: the threads that wait for the disk."""

    def __init__(self, files):
        self.files = files
        self.largest = settings.LARGEST_UPLOAD + settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # a file and its form
        self.slots = Slots(MOST, of_one=MOST_OF_ONE, refusal=TOO_MANY_SENDERS)
        self.long_slots = Slots(MOST_LONG, of_one=MOST_LONG_OF_ONE, refusal=TOO_MANY_SENDERS)

    async def take_in(self, environ, receive, sender):
        """The body as a file at its beginning, for the caller to close; `environ` says its length.

        `receive`: that of ASGI. RefusedError when it is too large, too slow, cut off, or one too many.
        """
        if not _has_body(environ):
            return io.BytesIO()
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the caller closes it)
        try:
            with ExitStack() as held:
                held.enter_context(self.slots.taken(sender))
                size = await self._fill(file, environ, receive, held, sender)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        environ["CONTENT_LENGTH"] = str(size)
        return file

    async def _fill(self, file, environ, receive, held, sender):
        coming = _Coming(announced=int(environ.get("CONTENT_LENGTH") or 0), largest=self.largest)
        if coming.is_too_large and "HTTP_EXPECT" in environ:  # it asks first, and has sent nothing yet
            raise RefusedError(too_large(settings.LARGEST_UPLOAD))
        try:
            async with asyncio.timeout(GRACE_SECONDS) as deadline:
                while not coming.is_whole:
                    if coming.is_long and not coming.is_counted_as_long:
                        held.enter_context(self.long_slots.taken(sender))
                        coming.is_counted_as_long = True
                    piece = coming.add(await receive())
                    if not coming.is_too_large:
                        await self._keep(file, piece, coming.size)
                    deadline.reschedule(coming.deadline())
        except TimeoutError:
            if not coming.is_too_large:
                raise RefusedError(TOO_SLOW) from None
        if coming.is_too_large:
            raise RefusedError(too_large(settings.LARGEST_UPLOAD))
        return coming.size

    async def _keep(self, file, piece, size):
        try:
            if size <= IN_MEMORY:
                file.write(piece)
            else:
                await asyncio.get_running_loop().run_in_executor(self.files, file.write, piece)
        except OSError:
            log.exception("no room for what a request brings")
            raise RefusedError(TOO_MANY_SENDERS) from None


class _Coming:
    """How much of a body is there. `announced`: bytes; 0 when it does not say."""

    def __init__(self, announced, largest):
        self.announced, self.largest = announced, largest
        self.since = asyncio.get_running_loop().time()
        self.size = 0
        self.is_whole = self.is_counted_as_long = False

    @property
    def is_long(self):
        return max(self.size, self.announced) > SHORT

    @property
    def is_too_large(self):
        return max(self.size, self.announced) > self.largest

    def add(self, message):
        """The piece in this message of ASGI. RefusedError when the sender has gone away."""
        if message["type"] != "http.request":
            raise RefusedError(CUT)
        piece = message.get("body", b"")
        self.size += len(piece)
        # What is too large is let in and thrown away for a while: a sender who is cut off reads no answer.
        self.is_whole = not message.get("more_body") or self.size > 2 * self.largest
        return piece

    def deadline(self):
        """In seconds of the event loop's clock."""
        return self.since + GRACE_SECONDS + (0 if self.is_too_large else self.size / LEAST_PACE)


def _has_body(environ):
    if "CONTENT_LENGTH" in environ:
        return environ["CONTENT_LENGTH"] != "0"
    if "HTTP_TRANSFER_ENCODING" in environ:
        return True
    # HTTP/2 need not say it before.
    return environ["SERVER_PROTOCOL"] == "HTTP/2" and environ["REQUEST_METHOD"] not in ("GET", "HEAD")
