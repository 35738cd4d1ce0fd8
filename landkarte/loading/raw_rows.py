"""Rows as tuples straight into their tables: for hundreds of thousands at once.

No instance, no signal and no check but those of the database, whose triggers and constraints hold here too.
PostgreSQL gets them by COPY.
"""

from functools import cache, cached_property

from django.db import connection


class Table:
    """The table of a model, with a place for each column in which its rows come."""

    def __init__(self, model):
        self.model = model
        self.fields = model._meta.concrete_fields
        self.names = [field.attname for field in self.fields]
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.columns = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)

    @cached_property
    def defaults(self):
        """Attribute -> what a row has that says nothing of it."""
        return {field.attname: field.get_default() for field in self.fields if not field.primary_key}

    def prepared(self, name):
        """What the database holds of a value of this column: dates and moments are few, and kept."""
        field = self.model._meta.get_field(name)
        return cache(lambda value: field.get_db_prep_save(value, connection))

    def insert(self, rows):
        """Write tuples of prepared values in the order of `names`. Call it in a transaction."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # What finds parts of words is brought up to date in larger pieces.
                cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
                with cursor.copy(f"COPY {self.name} ({self.columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {self.name} ({self.columns}) VALUES ({marks})", rows)  # noqa: S608

    def next_keys(self, number):
        """So many primary keys that nobody else gets. On SQLite only within a transaction, which is the only
        one that writes."""
        table, key = self.model._meta.db_table, self.model._meta.pk.column
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                next_key = "nextval(pg_get_serial_sequence(%s, %s))"
                take = f"SELECT string_agg({next_key}::text, ' ') FROM generate_series(1, %s)"  # noqa: S608
                cursor.execute(take, [self.name, key, number])
                return [int(text) for text in (cursor.fetchone()[0] or "").split()]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            return list(range(last + 1, last + 1 + number))
