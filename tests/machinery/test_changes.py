"""The database notes each row that changes, and nobody misses one."""

import pytest
from django.core.management import call_command
from django.db import connection

from landkarte.models import Entry, Industry
from machinery import changes
from machinery.changes import Change, UnknownPastError
from tests.factories import EntryFactory, IndustryFactory, UserFactory

pytestmark = pytest.mark.django_db


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def entry(slug):
    return Entry.objects.get(slug=slug)


def save(slug):
    found = entry(slug)
    found.name = "Neu"
    found.save()


def move_link():
    """The industry of the first entry becomes one of the third."""
    Entry.industries.through.objects.filter(entry=entry("erster")).update(entry=entry("dritter"))


NOTED = {
    "saving": (lambda: save("erster"), {"erster"}),
    "bulk update": (lambda: Entry.objects.exclude(slug="erster").update(size="sme"), {"zweiter", "dritter"}),
    "SQL by hand": (
        lambda: sql("UPDATE landkarte_entry SET size = 'sme' WHERE slug = 'zweiter'"),
        {"zweiter"},
    ),
    "deleting": (lambda: Entry.objects.filter(slug="zweiter").delete(), {"zweiter"}),
    "adding a term": (lambda: entry("zweiter").industries.add(Industry.objects.first()), {"zweiter"}),
    "removing a term": (lambda: entry("erster").industries.clear(), {"erster"}),
    "deleting a term": (lambda: Industry.objects.all().delete(), {"erster"}),
    "moving a term by hand": (move_link, {"erster", "dritter"}),
    "nothing": (lambda: Entry.objects.filter(slug="keiner").update(size="sme"), set()),
    "another table": (UserFactory, set()),
    "a term itself": (lambda: IndustryFactory(slug="neu"), set()),
}


@pytest.fixture
def keys():
    EntryFactory(slug="erster", industries=["energy"])
    EntryFactory(slug="zweiter")
    EntryFactory(slug="dritter")
    return dict(Entry.objects.values_list("slug", "pk"))


@pytest.mark.parametrize(("change", "slugs"), NOTED.values(), ids=NOTED)
def test_change_is_noted(keys, change, slugs):
    before = changes.newest()
    change()

    noted, _ = changes.since(before, Entry)

    assert noted == {keys[slug] for slug in slugs}


def test_new_row_is_noted():
    before = changes.newest()
    made = EntryFactory()

    assert changes.since(before, Entry)[0] == {made.pk}


def test_what_was_read_is_not_told_again(keys):
    before = changes.newest()
    save("erster")
    _, reached = changes.since(before, Entry)
    save("zweiter")

    assert changes.since(reached, Entry)[0] == {keys["zweiter"]}


def test_rows_of_other_models_are_left_out(keys):
    before = changes.newest()
    save("erster")

    assert changes.since(before, Industry)[0] == set()


def test_old_notes_are_thrown_away(keys):
    before = changes.newest()
    save("erster")
    long_since = changes.newest()
    Change.objects.create(pk=long_since.note + changes.KEPT - 1, table="", row=0, mark=1)
    save_by_hand = "UPDATE landkarte_entry SET size = 'sme' WHERE slug = 'zweiter'"
    if connection.vendor == "postgresql":
        sql(f"SELECT setval('machinery_change_id_seq', {long_since.note + changes.KEPT - 1})")
    sql(save_by_hand)

    assert changes.since(long_since._replace(note=long_since.note + changes.KEPT - 1, mark=1), Entry)[0] == {
        keys["zweiter"]
    }
    with pytest.raises(UnknownPastError):
        changes.since(before, Entry)


def test_another_past_is_not_taken_for_the_known_one(keys):
    save("erster")
    reached = changes.newest()
    Change.objects.filter(pk=reached.note).update(mark=reached.mark + 1)

    with pytest.raises(UnknownPastError):
        changes.since(reached, Entry)


def test_table_that_is_emptied_leaves_no_known_past(keys):
    if connection.vendor == "sqlite":  # which has no TRUNCATE, and notes each row
        before = changes.newest()
        sql("DELETE FROM landkarte_entry_industries")
        assert changes.since(before, Entry)[0] == {keys["erster"]}
        return
    before = changes.newest()
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else rows wait for being checked
    sql("TRUNCATE landkarte_entry_industries")

    with pytest.raises(UnknownPastError):
        changes.since(before, Entry)


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION machinery_note_changes CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_notes_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def test_migrate_installs_the_triggers_again(keys):
    drop_triggers()
    before = changes.newest()
    save("erster")
    assert changes.since(before, Entry)[0] == set()

    call_command("migrate", verbosity=0)
    save("zweiter")

    assert changes.since(before, Entry)[0] == {keys["zweiter"]}
