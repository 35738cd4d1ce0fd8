"""Pages before downloads: whoever makes an answer of many rows steps aside while a page is made.

Two threads of one interpreter take turns, and each call of the database costs the page a turn of the other:
without this, a page took three times as long beside a download (docs/performance.md).
"""

import threading
import time
from contextlib import contextmanager

LONGEST_WAIT = 0.25  # seconds: a download gets on, however many pages are asked for
TURN = 0.05  # seconds of work before it looks again

_idle = threading.Event()
_idle.set()


class _Here(threading.local):
    makes_pages = False  # such a thread never waits for itself
    turn_ends_at = 0.0


_here = _Here()


@contextmanager
def page():
    """While this thread makes a page. Pages are made by one thread (`config/lanes.py`)."""
    _here.makes_pages = True
    _idle.clear()
    try:
        yield
    finally:
        _idle.set()


def give_way():
    """Wait until no page is being made, but not for long. Call it between two parts of long work, however
    short they are: it looks once in a `TURN`."""
    if _here.makes_pages or time.monotonic() < _here.turn_ends_at:
        return
    _idle.wait(LONGEST_WAIT)
    _here.turn_ends_at = time.monotonic() + TURN


class Stepping:
    """An open binary file for a library that writes all of it in one call: each piece of that steps aside."""

    def __init__(self, file):
        self._file = file

    def write(self, piece):
        give_way()
        return self._file.write(piece)

    def __getattr__(self, name):
        return getattr(self._file, name)
