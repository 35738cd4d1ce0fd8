"""Pages before downloads: whoever makes an answer of many rows steps aside while a page is made.

Two threads of one interpreter take turns, and each call of the database costs the page a turn of the other:
without this, a page took three times as long beside a download (docs/performance.md).
"""

import threading
from contextlib import contextmanager

LONGEST_WAIT = 0.25  # seconds: a download gets on, however many pages are asked for

_idle = threading.Event()
_idle.set()
_makers = set()  # threads that make pages; they never wait for themselves


@contextmanager
def page():
    """While this thread makes a page. Pages are made by one thread (`config/lanes.py`)."""
    _makers.add(threading.get_ident())
    _idle.clear()
    try:
        yield
    finally:
        _idle.set()


def give_way():
    """Wait until no page is being made, but not for long. Call it between two parts of long work."""
    if threading.get_ident() not in _makers:
        _idle.wait(LONGEST_WAIT)
