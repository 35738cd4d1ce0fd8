"""The check constraints of a model, asked for many objects at once without writing anything."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.loading.rules import breaking, broken_rules
from landkarte.models import Entry
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db

BROKEN = [
    {"latitude": None},
    {"latitude": 91.0},
    {"precision": ""},
    {"founded": 99},
    {"kind": "nix"},
    {"size": "100 %"},
    {"name": ""},
    {"summary_de": "", "summary_en": ""},
    {"city": "Köln", "region": None},
    {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
    {"published_at": None},
    {"teaching_languages": "fr"},
]


def like(entry, **changes):
    changed = Entry.objects.get(pk=entry.pk)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def new(**values):
    return Entry(slug="neu", kind="company", name="Neu", summary_de="Text.", **values)


def test_each_broken_rule_is_found_among_many():
    good = EntryFactory()
    bad = [like(good, **changes) for changes in BROKEN]

    found = breaking([good, *bad, new(), new(founded=99)])

    assert len(found) == len(BROKEN) + 1
    assert good not in [one for one in found if one.pk is None]
    assert all(broken_rules(one) for one in found)


def test_own_organisation_is_found():
    entry = EntryFactory()

    assert breaking([entry, like(entry, organisation_id=entry.pk)]) == [entry]  # the same row: equal


def test_first_row_without_values_says_nothing_of_the_types_of_the_others():
    empty, full = (
        new(),
        like(EntryFactory(), founded=2001, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1)),
    )

    assert breaking([empty, full]) == []


def test_asking_is_one_query_that_writes_nothing():
    entries = [EntryFactory() for _ in range(3)]
    breaking(entries)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert breaking(entries) == []

    assert len(asked) == 1
    assert asked[0]["sql"].startswith("WITH rows")


def test_nothing_is_asked_of_nothing():
    assert breaking([]) == []
