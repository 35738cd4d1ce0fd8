"""The data version moves with every public change, and with no other."""

import time

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from landkarte.models import Entry, Focus, FormerSlug, FurtherSource, Industry, Place, Region
from machinery import publishing
from tests.factories import EntryFactory, IndustryFactory, UserFactory

pytestmark = pytest.mark.django_db


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def save_entry():
    entry = Entry.objects.first()
    entry.name = "Neu"
    entry.save()


CHANGES = {
    "creating an entry": EntryFactory,
    "saving an entry": save_entry,
    "bulk update": lambda: Entry.objects.update(name="Neu"),
    "queryset delete": lambda: Entry.objects.filter(slug="zweiter").delete(),
    "bulk create": lambda: Entry.objects.bulk_create([Entry(slug="d", kind="company", name="D")]),
    "SQL by hand": lambda: sql("UPDATE landkarte_entry SET name = 'Neu'"),
    "deleting by hand": lambda: sql("DELETE FROM landkarte_furthersource"),
    "adding a term": lambda: Entry.objects.first().industries.add(IndustryFactory(slug="neu")),
    "removing a term": lambda: Entry.objects.first().industries.remove(Industry.objects.first()),
    "clearing terms": lambda: Entry.objects.first().focuses.clear(),
    "setting terms": lambda: Entry.objects.first().focuses.set([]),
    "renaming a term": lambda: Industry.objects.update(name_de="Neu"),
    "retiring a term": lambda: Focus.objects.update(retired=True),
    "renaming a region": lambda: Region.objects.filter(pk="05315").update(name="Neu"),
    "a place name": lambda: Place.objects.create(name="Ruhrort", latitude=51.4, longitude=6.7),
    "a former slug": lambda: FormerSlug.objects.create(slug="alt", entry=Entry.objects.first()),
    "a further source": lambda: FurtherSource.objects.update(source="https://example.net/"),
}
OTHERS = {
    "reading": lambda: list(Entry.objects.published().search("eintrag").with_organisation()),
    "saving a user": UserFactory,
    "changing a user": lambda: get_user_model().objects.update(name="Neu"),
    "setting what is set": lambda: Entry.objects.first().industries.set(Industry.objects.all()),
    "adding what is there": lambda: Entry.objects.first().industries.add(Industry.objects.first()),
}


@pytest.fixture
def rows(staff):
    entry = EntryFactory(industries=["energy"], focuses=["vision"])
    EntryFactory(slug="zweiter")
    FurtherSource.objects.create(entry=entry, fields="name", source="https://example.org/")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_version_moves_on(rows, change):
    before = publishing.current_version()
    change()

    assert publishing.current_version() > before


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_version_stays_on(rows, other):
    before = publishing.current_version()
    other()

    assert publishing.current_version() == before


def test_version_is_not_behind_the_clock(rows):
    before = int(time.time() * 1000)
    save_entry()

    assert before - 2 <= publishing.current_version() <= time.time() * 1000 + 60_000


def test_version_grows_when_it_is_ahead_of_the_clock(rows):
    ahead = int(time.time() * 1000) + 10**9
    publishing.DataVersion.objects.update(number=ahead)
    Entry.objects.filter(slug="zweiter").update(name="Neu")

    assert publishing.current_version() > ahead


def test_version_comes_back_to_the_clock_from_an_old_backup(rows):
    publishing.DataVersion.objects.update(number=5)
    Entry.objects.update(name="Neu")

    assert publishing.current_version() >= time.time() * 1000 - 60_000


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%moves_version%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("DROP FUNCTION machinery_move_version CASCADE")


def test_migrate_installs_the_triggers_again(rows):
    before = publishing.current_version()
    drop_triggers()
    Entry.objects.update(name="Ohne")
    assert publishing.current_version() == before

    call_command("migrate", verbosity=0)
    Entry.objects.update(name="Mit")

    assert publishing.current_version() > before


def test_migrate_keeps_the_version(rows):
    before = publishing.current_version()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)

    assert publishing.current_version() == before


@pytest.mark.django_db(transaction=True)
def test_migrate_brings_triggers_back_after_a_table_was_rebuilt():
    field = Entry._meta.get_field("founded")
    changed = field.clone()
    changed.set_attributes_from_name("founded")
    changed.model, changed.null, changed.default = Entry, False, 2000
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, field, changed)
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, changed, field)

    call_command("migrate", verbosity=0)
    before = publishing.current_version()
    EntryFactory()

    assert publishing.current_version() > before


def test_every_public_table_is_watched():
    models = [model for app in apps.get_app_configs() for model in publishing.public_models(app)]
    tables = {model._meta.db_table for model in models}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%moves_version%'"
            )
        else:
            cursor.execute("SELECT event_object_table FROM information_schema.triggers")
        watched = {table for (table,) in cursor.fetchall()}

    assert {Entry, Entry.focuses.through, Region} < set(models)
    assert watched >= tables
    assert not {
        table for table in watched if "historical" in table or table.startswith(("accounts", "django"))
    }
