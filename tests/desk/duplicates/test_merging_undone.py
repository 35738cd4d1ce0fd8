"""Two entries of one again, and the end, after which there is no way back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from desk.duplicates.merging import finish_due, merge, unmerge
from desk.models import DuplicatePair, Merge
from landkarte.models import Entry, Report
from tests.desk.duplicates.merged import GONE, entangled, reported
from tests.factories import EntryFactory, FlagshipFactory, StaffFactory
from tests.landkarte.loading.entry_files import complaint, write_entries
from tests.tables import all_rows, differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def two():
    """What stays and what goes."""
    kept = EntryFactory(name="Alpha", slug="alpha", industries=["energy"], website="https://alpha.example")
    gone = EntryFactory(
        name="Alpha GmbH", slug="alpha-gmbh", industries=["crafts"], focuses=["vision"], founded=1999
    )
    return kept, gone


# -- Undoing ---------------------------------------------------------------------------------------------


def test_unmerge_leaves_every_table_as_before(two, staff):
    kept, gone = two
    for entry in two:
        entangled(entry)
    EntryFactory(kind="product", organisation=gone)
    DuplicatePair.objects.create(first=kept, second=gone, score=0.9, reasons=["gleicher Name"])
    # `updated_at` tells readers of the sitemap that the public page has changed, which it has: twice.
    before = all_rows(without={"updated_at"})

    done = merge(kept, gone, GONE, by=staff)
    assert differences(before, all_rows(without={"updated_at"})).keys() > {"landkarte.Entry", "offers.Event"}
    left = unmerge(done, by=staff)

    assert left == []
    assert differences(before, all_rows(without={"updated_at"})) == {}
    assert Merge.objects.get().undone_by == staff


def test_unmerge_keeps_what_somebody_has_changed_since_and_says_so(two, staff):
    kept, gone = two
    done = merge(kept, gone, GONE, by=staff)
    Entry.objects.filter(pk=kept.pk).update(founded=2010)

    left = unmerge(done, by=staff)

    kept.refresh_from_db()
    assert (kept.name, kept.founded, left) == ("Alpha", 2010, ["Gegründet oder begonnen"])


def test_unmerge_leaves_what_is_gone_or_came_later(two, staff):
    kept, gone = two
    organisation = EntryFactory()
    Entry.objects.filter(pk=gone.pk).update(organisation=organisation)
    old = reported(gone)
    done = merge(kept, gone, {}, by=staff)
    new = reported(kept)
    old.delete()
    organisation.delete()

    left = unmerge(done, by=staff)

    assert (left, Report.objects.get(), new.entry) == (["Eintrag"], new, kept)
    assert Entry.objects.get(pk=gone.pk).organisation is None


def test_unmerge_is_refused_twice_too_late_and_in_the_middle_of_a_chain(two, staff):
    kept, gone = two
    first = merge(kept, gone, {}, by=staff)
    second = merge(EntryFactory(), kept, {}, by=staff)

    def code(one):
        with pytest.raises(ValidationError) as refusal:
            unmerge(one, by=staff)
        return refusal.value.code

    assert code(first) == "chain"
    unmerge(second, by=staff)
    assert code(second) == "undone"
    Merge.objects.filter(pk=first.pk).update(final_on=timezone.localdate() - timedelta(days=1))
    assert code(first) == "final"


def test_entry_can_be_merged_again_after_unmerge(two, staff):
    kept, gone = two
    unmerge(merge(kept, gone, {}, by=staff), by=staff)

    again = merge(gone, kept, {}, by=staff)

    assert (again.kept, Entry.objects.get(pk=kept.pk).merged_into) == (gone, gone)


# -- Logos -----------------------------------------------------------------------------------------------


def test_logos_of_both_are_there_until_the_merge_is_final(two, staff, django_capture_on_commit_callbacks):
    kept, gone = two
    storage = Entry._meta.get_field("logo").storage
    names = [storage.save(f"logos/{entry.slug}.png", ContentFile(b"x")) for entry in two]
    for entry, name in zip(two, names, strict=True):
        Entry.objects.filter(pk=entry.pk).update(logo=name, logo_width=2, logo_height=2)

    with django_capture_on_commit_callbacks(execute=True):
        done = merge(kept, gone, {"logo": "gone"}, by=staff)
    assert (Entry.objects.get(pk=kept.pk).logo.name, [storage.exists(name) for name in names]) == (
        names[1],
        [True, True],
    )
    with django_capture_on_commit_callbacks(execute=True):
        finish_due(done.final_on + timedelta(days=1))

    assert [storage.exists(name) for name in names] == [False, True]


# -- The end ---------------------------------------------------------------------------------------------


def test_final_merge_leaves_no_row_and_an_address_that_forwards(two, staff, client):
    kept, gone = two
    done = merge(kept, gone, {}, by=staff)

    assert finish_due(done.final_on) == 0
    assert finish_due(done.final_on + timedelta(days=1)) == 1

    assert list(Entry.objects.all()) == [kept]
    assert client.get("/eintraege/alpha-gmbh/").url == "/eintraege/alpha/"
    done.refresh_from_db()
    assert (done.is_open, done.moved, Entry.history.filter(id=done.gone_key).first().history_type) == (
        False,
        [],
        "-",
    )


def test_final_chain_forwards_to_its_end(two, staff, client):
    kept, gone = two
    last = EntryFactory(slug="omega")
    merge(kept, gone, {}, by=staff)
    done = merge(last, kept, {}, by=staff)

    assert finish_due(done.final_on + timedelta(days=1)) == 2

    assert client.get("/eintraege/alpha-gmbh/").url == "/eintraege/omega/"
    assert [one.kept for one in Merge.objects.all()] == [last, last]


def test_nothing_that_came_to_the_merged_entry_late_is_lost(two, staff):
    kept, gone = two
    done = merge(kept, gone, {}, by=staff)
    late = reported(gone)

    finish_due(done.final_on + timedelta(days=1))

    late.refresh_from_db()
    assert late.entry == kept


def test_merge_that_cannot_be_finished_keeps_no_other_from_it(two, staff):
    stuck = merge(*two, {}, by=staff)
    for entry in two:  # one of them from a page that somebody had open
        FlagshipFactory(entry=entry)
    other = merge(EntryFactory(), EntryFactory(), {}, by=staff)

    assert finish_due(other.final_on + timedelta(days=1)) == 1

    assert list(Merge.objects.open()) == [stuck]


def test_file_that_names_a_merged_entry_is_told_of_the_other(two, staff, tmp_path):
    merge(*two, {}, by=staff)

    lines = complaint(write_entries(tmp_path, {"slug": "alpha-gmbh", "industries": "", "focuses": ""}))

    assert "„alpha-gmbh“ ist in „alpha“ aufgegangen" in lines[0]
