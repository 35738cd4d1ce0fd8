"""How the database finds entries: by what few of them have, never by going through all that are published."""

import pytest
from django.db import connection

from landkarte.entries.page import _nearest
from landkarte.models import Entry
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def name_of_index(*fields):
    return next(index.name for index in Entry._meta.indexes if tuple(index.fields) == fields)


def test_no_index_begins_with_the_status():
    assert [index.fields for index in Entry._meta.indexes if index.fields[0].lstrip("-") == "status"] == []


def test_mark_that_the_row_says_itself_asks_no_other_row():
    sql = str(Entry.objects.with_marks().query)

    assert "bears_unconfirmed" in sql
    assert sql.count('FROM "landkarte_entry"') == 1


@pytest.mark.parametrize("place", ["point", "house", "keys"])
def test_few_entries_are_found_without_the_others(place):
    entry = EntryFactory(industries=["energy"])
    plans = {
        "point": (_nearest(entry, 2), name_of_index("latitude", "longitude")),
        "house": (
            Entry.objects.published().filter(organisation=entry),
            name_of_index("organisation", "status"),
        ),
        "keys": (Entry.objects.published().filter(pk__in=[1, 2]), "PRIMARY KEY"),
    }
    asked, expected = plans[place]
    if connection.vendor == "postgresql":  # which goes through tables as small as this one
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        expected = expected.replace("PRIMARY KEY", "landkarte_entry_pkey")

    assert expected in asked.explain()
