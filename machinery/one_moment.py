"""Several reads that see the database as it was at one moment."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """Everything that is read inside is as it was with the first read, and nobody who writes has to wait.
    Inside a transaction that is open already, that one decides."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not Django's, which asks for the right to write
            try:
                yield
            finally:
                cursor.execute("COMMIT")


def is_undecided():
    """Whether a transaction of ours is open: what it reads may be taken back. That of a test case is none."""
    blocks = connection.atomic_blocks
    return bool(blocks) and not blocks[-1]._from_testcase
