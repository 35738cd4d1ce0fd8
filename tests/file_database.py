"""A database in a file, and other connections to it: for tests in which one connection waits for another."""

import shutil
import sqlite3
from contextlib import closing, contextmanager

from django.db import connections

from tests.browser.portal import Portal


@contextmanager
def on_file(migrated, folder, *, patience):
    """Let this thread's connection be one to an empty database in the folder, as production has it; it waits
    `patience` seconds for others. Yields the path of the file."""
    path = shutil.copy(Portal(migrated).database, folder)
    before = connections["default"]
    options = before.settings_dict["OPTIONS"] | {"timeout": patience}
    connection = connections.create_connection("default")
    connection.settings_dict = connection.settings_dict | {"NAME": str(path), "OPTIONS": options}
    connections["default"] = connection
    try:
        yield path
    finally:
        connections["default"] = before
        connection.close()


@contextmanager
def other_writer(path, *, patience=0.0):
    """Another connection in the middle of a write; its end takes it back."""
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def can_write(path):
    """Whether somebody else could write this very moment."""
    try:
        with other_writer(path):
            return True
    except sqlite3.OperationalError:
        return False
