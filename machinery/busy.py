"""When the database keeps us waiting: how somebody else who holds what we want to write is told from a query
that is too slow, and how to do without what is not worth waiting for."""

import sqlite3
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

RETRY_AFTER = 5  # seconds after which it is worth trying again
_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}  # the lower byte of an extended code
_POSTGRESQL = {
    "55P03",  # lock_not_available: lock_timeout
    "40P01",  # deadlock_detected
    "40001",  # serialization_failure
}
_TOO_SLOW = "57014"  # query_canceled: statement_timeout; SQLite has none


def is_busy(error):
    """Whether the same may go through a little later: another one had the lock, for too long."""
    cause = error.__cause__
    if not isinstance(error, OperationalError) or cause is None:
        return False
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in _SQLITE
    return getattr(cause, "sqlstate", None) in _POSTGRESQL


def is_too_slow(error):
    """Whether the database has broken off a query because it took too long: it would do so again."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) == _TOO_SLOW


def unless_busy(write):
    """Call `write()` in a transaction, or leave it out, all of it, when it would have to wait for somebody:
    for what a page that only shows something notes in passing. Returns whether it was written."""
    try:
        with _without_patience(), transaction.atomic():
            if connection.vendor == "postgresql":
                _ask("SET LOCAL lock_timeout = '50ms'")
            write()
    except OperationalError as error:
        if not is_busy(error):
            raise
        return False
    return True


@contextmanager
def _without_patience():
    """On SQLite, which has one lock for all, nobody is waited for."""
    if connection.vendor != "sqlite":
        yield
        return
    patience = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))  # as sqlite3 has it
    _ask("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        _ask(f"PRAGMA busy_timeout = {patience}")


def _ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
