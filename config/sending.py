"""Sends answers: short ones whole, files piece by piece, each of which its reader must take in time."""

import asyncio
import logging

PIECE_SECONDS = 60  # for each piece (`machinery/downloads.py: PIECE`) to be taken

log = logging.getLogger(__name__)


async def send_whole(send, start, pieces):
    """Give all to the server, which keeps it for its reader. `start`: the arguments of WSGI's
    `start_response`; `send`: that of ASGI."""
    await send(_begin(*start))
    await send({"type": "http.response.body", "body": b"".join(pieces)})


async def send_file(send, start, response, files):
    """Send this response as fast as its reader takes it. Who takes nothing for a minute gets no more: the
    server then ends the connection, as bytes are missing that its `Content-Length` has promised.

    `files`: the threads that wait for the disk.
    """
    pieces = iter(response)
    await send(_begin(*start))
    try:
        while piece := await asyncio.get_running_loop().run_in_executor(files, next, pieces, b""):
            async with asyncio.timeout(PIECE_SECONDS):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    except TimeoutError:
        log.info("a reader of a download has taken nothing for %d s", PIECE_SECONDS)
        return
    await send({"type": "http.response.body", "body": b""})


def _begin(status, headers):
    return {
        "type": "http.response.start",
        "status": int(status[:3]),
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
    }
