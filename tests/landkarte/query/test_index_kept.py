"""When the columns in memory are built anew, and when they are not asked."""

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from landkarte.query.reading import build
from machinery.changes import Change as Note
from machinery.publishing import DataVersion
from tests.factories import EntryFactory
from tests.machinery.test_once import in_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(monkeypatch):
    """Notes each time that an index is built anew."""
    times = []

    def noting(*named):
        times.append(named)
        return build(*named)

    monkeypatch.setattr("landkarte.query.index.build", noting)
    return times


def keys():
    return sorted(EntryFilter.index.current().columns.pk.tolist())


def test_index_is_built_once_and_moves_on(built):
    first = EntryFactory()
    assert (keys(), keys()) == ([first.pk], [first.pk])
    second = EntryFactory()

    assert keys() == [first.pk, second.pk]
    assert len(built) == 1


def one_by_one(*functions):
    return [function() for function in functions]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_build_the_index_once(built):
    entry = EntryFactory()
    at_once = in_threads if connection.vendor == "postgresql" else one_by_one

    assert at_once(*[keys] * 8) == [[entry.pk]] * 8
    assert len(built) == 1


def test_index_that_was_given_out_stays_as_it_was():
    key = EntryFactory().pk
    before = EntryFilter.index.current()
    Entry.objects.all().delete()

    assert (before.columns.pk.tolist(), keys()) == ([key], [])
    with pytest.raises(ValueError, match="read-only"):
        before.columns.pk[0] = 1


def test_index_is_built_anew_after_many_changes(built, monkeypatch):
    monkeypatch.setattr("landkarte.query.index.FEW_CHANGES", 2)
    entries = EntryFactory.create_batch(3)
    keys()
    Entry.objects.update(size="sme")

    assert keys() == [entry.pk for entry in entries]
    assert len(built) == 2


def test_index_is_built_anew_when_the_version_goes_back(built):
    kept = EntryFactory()
    version = DataVersion.objects.get().number
    EntryFactory()
    keys()
    Entry.objects.exclude(pk=kept.pk).delete()
    DataVersion.objects.update(number=version)

    assert keys() == [kept.pk]
    assert len(built) == 2


def test_index_is_built_anew_in_another_past(built):
    """A backup was restored and written to, before anybody looked: entries are gone that nobody noted."""
    kept, lost = EntryFactory(), EntryFactory()
    keys()
    Entry.objects.filter(pk=lost.pk).delete()
    Note.objects.all().delete()
    Entry.objects.filter(pk=kept.pk).update(size="sme")

    assert keys() == [kept.pk]
    assert len(built) == 2


def test_transaction_of_ours_asks_sql_and_leaves_the_index_alone():
    first = EntryFactory(kind="company")
    keys()
    with transaction.atomic():
        second = EntryFactory(kind="company")
        query = EntryFilter(QueryDict("kind=company&sort=name"))
        assert query.is_valid()
        assert (query.snapshot, query.total) == (None, 2)
        assert {entry.pk for entry in query.paginate()} == {first.pk, second.pk}
        assert query.facet_counts()["kind"] == {"company": 2}
        transaction.set_rollback(True)

    assert keys() == [first.pk]


def test_whoever_waits_too_long_for_the_index_asks_sql(monkeypatch):
    monkeypatch.setattr("landkarte.query.index.PATIENCE_SECONDS", 0)
    entry = EntryFactory()
    index = EntryFilter.index
    with index.lock:
        query = EntryFilter(QueryDict(""))
        assert query.is_valid()
        assert (query.snapshot, query.keys.tolist()) == (None, [entry.pk])

    assert index.current() is not None


def test_columns_take_less_than_41_bytes_an_entry(real_data):
    Entry.objects.filter(status="draft").delete()
    columns = EntryFilter.index.current().columns

    assert len(columns) > 500
    assert columns.nbytes / len(columns) < 41
