"""One change is one line of history."""

import pytest

from landkarte.models import Entry, Industry
from landkarte.models.search_lines import refreshed_once
from machinery.history import no_records, one_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return Entry.objects.create(slug="a", kind="company", name="A")


@pytest.fixture
def industry():
    return Industry.objects.create(slug="trade", name_de="Handel", name_en="Trade")


def test_one_record_holds_fields_and_terms_of_new_entry(industry):
    entry = Entry(slug="a", kind="company", name="A")
    with one_record(entry, reason="Probe"):
        entry.save()
        entry.industries.add(industry)

    record = entry.history.get()
    assert (record.history_type, record.history_change_reason, record.name) == ("+", "Probe", "A")
    assert [row.industry for row in record.industries.all()] == [industry]


def test_one_record_holds_last_state_of_changed_entry(entry, industry):
    with one_record(entry):
        entry.name = "B"
        entry.save()
        entry.industries.add(industry)
        entry.name = "C"
        entry.save()

    first, second = entry.history.order_by("history_id")
    assert [(first.history_type, first.name), (second.history_type, second.name)] == [("+", "A"), ("~", "C")]
    assert list(first.industries.all()) == []
    assert [row.industry for row in second.industries.all()] == [industry]


def test_one_record_after_error_leaves_neither_change_nor_record(entry):
    def change():
        with one_record(entry):
            entry.name = "B"
            entry.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert [Entry.objects.get().name, *entry.history.values_list("name", flat=True)] == ["A", "A"]


def test_entry_writes_history_again_after_no_records(entry):
    with no_records(entry):
        entry.save()
    entry.name = "B"
    entry.save()

    assert list(entry.history.values_list("name", flat=True)) == ["B", "A"]


def test_search_lines_wait_for_the_end_of_the_block(entry, industry):
    with refreshed_once():
        entry.industries.add(industry)
        during = Entry.objects.search("handel").count()

    assert (during, Entry.objects.search("handel").count()) == (0, 1)


def test_search_lines_of_inner_block_wait_for_the_outer_one(entry, industry):
    with refreshed_once():
        with refreshed_once():
            entry.industries.add(industry)
        during = Entry.objects.search("handel").count()

    assert (during, Entry.objects.search("handel").count()) == (0, 1)


def test_search_lines_follow_after_a_block_that_failed(entry, industry):
    with pytest.raises(RuntimeError), refreshed_once():
        raise RuntimeError
    entry.industries.add(industry)

    assert Entry.objects.search("handel").count() == 1
