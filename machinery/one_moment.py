"""Several reads that see the database as it was at one moment."""

from contextlib import contextmanager

from django.db import connections, transaction

from machinery.reading import database_of_published


@contextmanager
def one_moment():
    """All that is published and read inside is as it was with the first read, and nobody who writes has to
    wait. Inside a transaction that is open already, that one decides."""
    alias = database_of_published()
    connection = connections[alias]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=alias):
            connection.atomic_blocks[-1].only_reads = True
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
