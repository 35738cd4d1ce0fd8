"""Finds parts of words in the searched lines by their groups of three letters, on PostgreSQL.

The extension comes with PostgreSQL, and who owns a database may switch it on; where they may not, the search
reads all lines as before. SQLite has nothing of the kind for parts of words.
"""

import logging

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)
NAME = "landkarte_entry_search_parts"


def add(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    table = apps.get_model("landkarte", "Entry")._meta.db_table
    with connection.cursor() as cursor:
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            logger.warning("without pg_trgm each text search reads all entries: %s", error)
            return
        cursor.execute("SET LOCAL statement_timeout = 0")  # a minute for a million entries
        cursor.execute(f"CREATE INDEX {NAME} ON {table} USING gin (search_text gin_trgm_ops)")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):

    dependencies = [
        ('landkarte', '0002_indexes'),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
