"""Counts what an answer costs whatever the machine: queries, rows that come out of the database, bytes."""

from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from django.db import connection
from django.db.backends.utils import CursorWrapper


@dataclass
class Cost:
    queries: int = 0
    rows: int = 0
    bytes: int = 0


@contextmanager
def counted():
    """Counts in the `Cost` that it yields what is asked and read inside."""
    cost = Cost()

    class Cursor(CursorWrapper):
        def execute(self, *args, **kwargs):
            cost.queries += 1
            return super().execute(*args, **kwargs)

        def fetchone(self):
            row = self.cursor.fetchone()
            cost.rows += row is not None
            return row

        def fetchmany(self, *args):
            return self._read(self.cursor.fetchmany(*args))

        def fetchall(self):
            return self._read(self.cursor.fetchall())

        def __iter__(self):
            return iter(self.fetchall())

        def _read(self, rows):
            cost.rows += len(rows)
            return rows

    with patch.object(connection, "make_cursor", lambda cursor: Cursor(cursor, connection)):
        yield cost


def cost_of(client, address):
    """Of the second answer: the first one fills what is kept for a while."""
    client.get(address)
    with counted() as cost:
        response = client.get(address)
    assert response.status_code == 200, address
    cost.bytes = len(response.getvalue())
    return cost
