"""The data version: one number that moves with every change of what the public can see.

Answers made from published data carry it as ETag. The database itself moves it, by triggers on the
tables of all models that say `moves_data_version = True`, so that no way of writing (bulk update, admin, SQL
by hand) can forget to.
"""

from django.conf import settings
from django.db import connections, models, router
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from machinery.reading import is_undecided

MILLISECONDS = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    "postgresql": "(extract(epoch FROM clock_timestamp()) * 1000)::bigint",
}
GREATEST = {"sqlite": "max", "postgresql": "greatest"}
OPERATIONS = ("INSERT", "UPDATE", "DELETE")


class DataVersion(models.Model):
    """One row. `number` grows with every change and is never behind the clock (milliseconds since 1970):
    it does not return to an old value when a backup is restored."""

    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="data_version_is_one_row")]

    def __str__(self):
        return str(self.number)


class Seen:
    """The highest number that this process has read: what it keeps may be of that version."""

    number = 0


NUMBER = f"SELECT number FROM {DataVersion._meta.db_table} WHERE id = 1"  # noqa: S608


def current_version():
    """The number of the data version. Read it before the data: an answer may be newer than its ETag,
    never older."""
    # Without the ORM: nearly every request asks, and building this query takes longer than answering it.
    with connections[router.db_for_read(DataVersion)].cursor() as cursor:
        cursor.execute(NUMBER)
        number = cursor.fetchone()[0]
    if number > Seen.number and not is_undecided():
        Seen.number = number
    return number


def version_tag(version, language):
    """The ETag of answers that are made from published data of this version."""
    return f'"{version}-{settings.RELEASE}-{language}"'


def public_models(app):
    """The models of this app (an AppConfig) whose rows the public sees, with their many-to-many rows."""
    for model in app.get_models():
        if getattr(model, "moves_data_version", False):
            yield model
            yield from (field.remote_field.through for field in model._meta.many_to_many)


@receiver(post_migrate)
def after_migrate(sender, using, **kwargs):
    if tables := [model._meta.db_table for model in public_models(sender)]:
        watch(tables, using=using)


def watch(tables, *, using):
    """Install the triggers that move the data version when a row of these tables changes.

    Called after every migrate, since SQLite drops triggers when a migration rebuilds a table.
    """
    DataVersion.objects.using(using).get_or_create(pk=1, defaults={"number": 1})
    connection = connections[using]
    install = {"sqlite": _watch_sqlite, "postgresql": _watch_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table in tables:
            install(cursor, table)


def _move(vendor):
    table = DataVersion._meta.db_table
    return f"UPDATE {table} SET number = {GREATEST[vendor]}(number + 1, {MILLISECONDS[vendor]})"  # noqa: S608


def _watch_sqlite(cursor, table):
    for operation in OPERATIONS:
        name = f"{table}_moves_version_on_{operation.lower()}"
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"CREATE TRIGGER {name} AFTER {operation} ON {table} BEGIN {_move('sqlite')}; END")


def _watch_postgresql(cursor, table):
    cursor.execute(
        "CREATE OR REPLACE FUNCTION machinery_move_version() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_move('postgresql')}; RETURN NULL; END $$"
    )
    cursor.execute(
        f"CREATE OR REPLACE TRIGGER {table}_moves_version "
        f"AFTER {' OR '.join(OPERATIONS)} OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION machinery_move_version()"
    )
