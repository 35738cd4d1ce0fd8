"""From which database this thread reads what is published: the primary, or a replica for one request.

A replica is a little late, and how late the data version says. So only rows come from it each change of which
moves the data version (`config/replicas.py`); all else, and all that is written, is the primary's.
"""

import threading
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection


class _Here(threading.local):
    alias = DEFAULT_DB_ALIAS


_here = _Here()


@contextmanager
def reading_from(alias):
    """In this thread, until something is written or a transaction of ours is open: from then on all is read
    at the primary. Never back: rows would be older than a version that was read before them."""
    _here.alias = alias
    try:
        yield
    finally:
        read_from_primary()


def read_from_primary():
    _here.alias = DEFAULT_DB_ALIAS


def database_of_published():
    """The alias of the database that published rows come from."""
    if is_undecided():
        read_from_primary()
    return _here.alias


def may_be_late():
    """Whether another thread may have read more than can be read here."""
    return database_of_published() != DEFAULT_DB_ALIAS


def is_undecided():
    """Whether a transaction of ours is open: what it reads may be taken back. That of a test case is none,
    and none is one that only reads (`machinery/one_moment.py`)."""
    blocks = connection.atomic_blocks
    return bool(blocks) and not (blocks[-1]._from_testcase or getattr(blocks[-1], "only_reads", False))
