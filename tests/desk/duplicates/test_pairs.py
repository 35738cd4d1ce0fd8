"""Pairs of entries that may be the same: found, remembered, found again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.duplicates import pairs
from desk.duplicates.choices import fingerprint
from desk.duplicates.merging import merge
from desk.duplicates.pairs import ask_again, call_different, look_at, look_tonight, start
from desk.models import DuplicatePair, Merge
from desk.queue import sources
from landkarte.entries.alike import alike
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job
from tests.factories import EntryFactory, StaffFactory
from tests.submissions.states import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def two():
    return EntryFactory(name="Zauberzeug"), EntryFactory(name="Zauberzeug GmbH")


def open_pairs():
    return [(pair.first, pair.second) for pair in DuplicatePair.objects.open()]


def searched():
    return jobs.run(start(by=None))


# -- What is a pair --------------------------------------------------------------------------------------


def test_drafts_are_looked_at_and_merged_entries_are_not(two, staff):
    one, other = two
    draft = EntryFactory(name="Zauberzeug AG", status="draft")
    assert set(alike(one)) == {other.pk, draft.pk}

    merge(one, other, {}, by=staff)

    assert set(alike(one)) == {draft.pk}


# -- Looking for them ------------------------------------------------------------------------------------


def test_search_looks_at_all_and_tells_how_far_it_is(two, monkeypatch):
    monkeypatch.setattr(pairs, "PART", 1)

    job = searched()

    assert (job.status, job.position, job.total, job.result["new"]) == ("done", 2, 2, 1)
    assert open_pairs() == [two]


def test_search_of_an_empty_map_ends():
    assert searched().status == "done"


def test_search_that_runs_is_not_started_twice():
    assert start(by=None) == start(by=None)


def test_second_search_finds_nothing_new_and_forgets_what_is_no_longer_true(two):
    searched()
    assert (searched().result["new"], open_pairs()) == (0, [two])

    Entry.objects.filter(pk=two[1].pk).update(name="Quanten", search_name=" quanten ")
    searched()

    assert open_pairs() == []


def test_night_looks_at_what_has_changed_and_at_a_part_of_the_others(two, monkeypatch):
    searched()
    seen = []
    monkeypatch.setattr(pairs, "found_of", lambda entry: seen.append(entry.pk) or ({}, []))
    Entry.objects.update(updated_at=timezone.now() - timedelta(days=9))
    two[1].save()
    turn = timezone.localdate().toordinal() % pairs.NIGHTS

    assert look_tonight() == len(seen)

    in_turn = {entry.pk for entry in two if entry.pk % pairs.NIGHTS == turn}
    assert set(seen) == in_turn | {two[1].pk}


def test_nights_leave_one_job(two):
    look_tonight()
    look_tonight()

    assert Job.objects.count() == 1


# -- What staff say --------------------------------------------------------------------------------------


def test_different_stays_remembered(two, staff):
    searched()

    pair = call_different(*two, by=staff)
    searched()

    pair.refresh_from_db()
    assert (pair.status, pair.decided_by, open_pairs()) == ("different", staff, [])


@pytest.mark.parametrize("change", [{"name": "Zauberzeug AG"}, {"website": "https://neu.example"}])
def test_pair_comes_back_when_name_or_website_has_changed(two, staff, change):
    call_different(*two, by=staff)
    Entry.objects.filter(pk=two[1].pk).update(**change)

    assert look_at(two[0]) == 1
    assert open_pairs()[0][0] == two[0]


def test_other_changes_do_not_bring_a_pair_back(two, staff):
    call_different(*two, by=staff)
    Entry.objects.filter(pk=two[1].pk).update(summary_de="Neu", founded=1999)

    assert (look_at(two[0]), open_pairs()) == (0, [])


def test_any_two_entries_can_be_called_different_once(staff):
    one, other = EntryFactory(), EntryFactory(name="Quanten")
    call_different(other, one, by=staff)

    with pytest.raises(ValidationError) as refusal:
        call_different(one, other, by=staff)
    assert refusal.value.code == "decided"
    with pytest.raises(ValidationError) as refusal:
        call_different(one, one, by=staff)
    assert refusal.value.code == "same"


def test_decision_can_be_taken_back(two, staff):
    call_different(*two, by=staff)
    pair = ask_again(*two)

    assert (pair.status, pair.decided_by, open_pairs()) == ("open", None, [two])
    with pytest.raises(ValidationError):
        ask_again(*two)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told():
    staff, one, other = StaffFactory(), EntryFactory(), EntryFactory()

    seen = fingerprint(one, other)

    results = at_once(
        lambda: call_different(one, other, by=staff), lambda: merge(one, other, {}, by=staff, seen=seen)
    )

    assert [type(result) for result in results].count(ValidationError) == 1
    assert Merge.objects.count() + DuplicatePair.objects.count() == 1


def test_who_merges_what_was_called_different_meanwhile_is_told(two, staff):
    seen = fingerprint(*two)
    call_different(*two, by=staff)

    with pytest.raises(ValidationError) as refusal:
        merge(*two, {}, by=staff, seen=seen)

    assert (refusal.value.code, Merge.objects.count()) == ("changed", 0)
    merge(*two, {}, by=staff, seen=fingerprint(*two))


def test_merged_entries_are_in_no_pair(two, staff):
    searched()

    merge(*two, {}, by=staff)

    assert DuplicatePair.objects.count() == 0


def test_open_pairs_wait_in_the_queue(two, staff):
    searched()

    heap = next(heap for heap in sources.heaps(staff) if heap.name == "duplicates")

    assert (heap.number(), heap.address()) == (1, "/admin/desk/duplicatepair/?status__exact=open")
