"""Which rows of a model have changed lately, noted by the database itself.

A model that says `notes_changes = True` has triggers on its table and on those of its many-to-many relations:
no way of writing can forget one. Whoever keeps something made of those rows remembers how far they have read
(`newest`), and asks what has changed since (`since`) instead of reading everything again. Only the last
`KEPT` notes stay: the database that writes one throws away what is too old.
"""

from secrets import randbits
from typing import NamedTuple

from django.db import connections, models
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from machinery.publishing import OPERATIONS, DataVersion
from machinery.reading import may_be_late

KEPT = 10_000


class Change(models.Model):
    """The row with this key in this table was written or deleted, or one that belongs to it.

    `mark` is a number by chance. Whoever has read up to a note finds it again by key and mark, or learns that
    it was thrown away, or that this database has another past than the one they knew: a restored backup.
    """

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    mark = models.BigIntegerField()

    def __str__(self):
        return f"{self.table} {self.row}"


class UnknownPastError(LookupError):
    """What somebody knows cannot be brought up to date: they have to read everything again."""


class Reached(NamedTuple):
    """How far somebody has read."""

    note: int
    mark: int


def newest():
    """`Reached` of somebody who reads the rows themselves after this."""
    return Reached(*Change.objects.order_by("-pk").values_list("pk", "mark")[0])


def since(reached, model):
    """Keys of the rows of this model that have changed since, and `Reached` of now; UnknownPastError when
    the notes do not go back so far, or to another past. A replica that does not know `reached` yet has
    nothing newer to tell."""
    notes = list(
        Change.objects.filter(pk__gte=reached.note).order_by("pk").values_list("pk", "mark", "table", "row")
    )
    if not notes and may_be_late():
        return set(), reached
    if not notes or notes[0][:2] != reached:
        raise UnknownPastError("nothing is known of what has changed since")
    table = model._meta.db_table
    return {row for _, _, name, row in notes[1:] if name == table}, Reached(*notes[-1][:2])


def noting_models(app):
    return [model for model in app.get_models() if getattr(model, "notes_changes", False)]


@receiver(post_migrate)
def after_migrate(sender, using, **kwargs):
    for model in noting_models(sender):
        note(model, using=using)


def note(model, *, using):
    """Install the triggers. Called after every migrate, since SQLite drops triggers when a migration rebuilds
    a table."""
    if not Change.objects.using(using).exists():  # there is always a newest one
        Change.objects.using(using).create(table="", row=0, mark=randbits(62))
    connection = connections[using]
    install = {"sqlite": _note_sqlite, "postgresql": _note_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL)
        for table, column in _watched(model):
            install(cursor, table, column, model._meta.db_table)


def _watched(model):
    """Pairs of a table and its column with the key of the row that a change of it changes."""
    yield model._meta.db_table, model._meta.pk.column
    for field in model._meta.many_to_many:
        yield field.remote_field.through._meta.db_table, field.m2m_column_name()


_LOG = Change._meta.db_table
_INSERT = f'INSERT INTO {_LOG} ("table", "row", mark)'
_TRIM = f"DELETE FROM {_LOG} WHERE id <= (SELECT max(id) FROM {_LOG}) - {KEPT}"  # noqa: S608


def _note_sqlite(cursor, table, column, owner):
    rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
    for operation in OPERATIONS:
        name = f"{table}_notes_{operation.lower()}"
        changed = " UNION ".join(f"SELECT {row}.{column} AS key" for row in rows[operation])
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        noted = f"SELECT '{owner}', key, random() FROM ({changed})"  # noqa: S608
        cursor.execute(
            f"CREATE TRIGGER {name} AFTER {operation} ON {table} BEGIN {_INSERT} {noted}; {_TRIM}; END"
        )


# Whoever writes a note holds the row of the data version until the end of their transaction: so notes are
# numbered in the order in which others come to see them.
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION machinery_note_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
PERFORM 1 FROM {DataVersion._meta.db_table} FOR UPDATE;
IF TG_OP = 'TRUNCATE' THEN
  DELETE FROM {_LOG};
  {_INSERT} VALUES (TG_ARGV[1], 0, (random() * 9e18)::bigint);
ELSE
  EXECUTE format('{_INSERT} SELECT %L, key, (random() * 9e18)::bigint FROM '
    || CASE TG_OP WHEN 'UPDATE' THEN '(SELECT %2$I AS key FROM gone UNION SELECT %2$I FROM come) AS changed'
    WHEN 'INSERT' THEN '(SELECT DISTINCT %2$I AS key FROM come) AS changed'
    ELSE '(SELECT DISTINCT %2$I AS key FROM gone) AS changed' END, TG_ARGV[1], TG_ARGV[0]);
  {_TRIM};
END IF;
RETURN NULL; END $$
"""  # noqa: S608


def _note_postgresql(cursor, table, column, owner):
    seen = {
        "INSERT": "REFERENCING NEW TABLE AS come",
        "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS come",
        "DELETE": "REFERENCING OLD TABLE AS gone",
        "TRUNCATE": "",
    }
    for operation, rows in seen.items():
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {table}_notes_{operation.lower()} "
            f"AFTER {operation} ON {table} {rows} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION machinery_note_changes('{column}', '{owner}')"
        )
