"""Jobs leave room: a part ends by time, others get their turn between two, and looking locks nothing."""

import csv
import io
import sqlite3
import threading

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from config import settings as production
from desk.bulk import planning
from desk.bulk.action import CHANGES, Action
from desk.duplicates import pairs
from desk.importing import applying, checking, mapping, steps, undoing
from desk.models import ImportedRow
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job, Quota
from tests.factories import EntryFactory, StaffFactory
from tests.file_database import can_write, other_writer

WORK = "counting"


class Clock:
    """Moves by a second with each step of the job, and by what is slept."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def works(monkeypatch):
    monkeypatch.setattr(jobs, "_works", dict(jobs._works))


def register(clock, *, look=None, seconds=1.0, after=None):
    """A kind of work that counts; `after(number)` is called inside the transaction."""

    def part(job, *found):
        Quota.objects.create(name=f"step-{job.position}", ends_at=timezone.now())
        job.position += 1
        clock.now += seconds
        if after:
            after(job.position)
        return jobs.LOOK_AGAIN if found else None

    jobs.register(jobs.Work(WORK, part, "landkarte.change_entry", look=look))


def start(total):
    return jobs.start(WORK, by=None, label="Zählen", total=total)


def pace(clock, part=2.5, pause=0.5):
    return jobs.Pace(part, pause, clock=clock, sleep=clock.sleep)


# -- By the clock --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_part_ends_by_time(works, clock):
    register(clock)

    job = jobs._do_part(start(10), pace(clock, part=2.5))

    assert (job.position, Quota.objects.count()) == (3, 3)


@pytest.mark.django_db
def test_part_does_at_least_one_step_however_long_that_takes(works, clock):
    register(clock, seconds=60)

    assert jobs._do_part(start(10), pace(clock)).position == 1


@pytest.mark.django_db
def test_part_that_fails_takes_all_its_steps_back(works, clock):
    def fail(position):
        if position == 3:
            raise ValueError

    register(clock, after=fail)

    job = jobs.run(start(10), by_pace=pace(clock))

    assert (job.status, job.position, Quota.objects.count()) == ("failed", 0, 0)


@pytest.mark.django_db
def test_looking_comes_before_each_part_and_is_used_once(works, clock):
    looked = []
    register(clock, look=lambda job: looked.append(job.position))

    jobs.run(start(3), by_pace=pace(clock))

    assert looked == [0, 1, 2]


@pytest.mark.django_db
def test_what_was_found_for_another_position_is_not_kept(works, clock):
    """Another worker has gone on between looking and writing."""
    register(clock, look=lambda job: Job.objects.filter(pk=job.pk).update(position=2))

    job = jobs._do_part(start(3), pace(clock))

    assert (job.position, Quota.objects.count()) == (2, 0)


# -- Beside a real second connection -------------------------------------------------------------------


def test_pause_between_parts_is_kept(file_database, works, clock):
    register(clock)

    jobs.run(start(6), by_pace=pace(clock, part=1.5, pause=5))

    assert clock.slept == [5, 5]


def test_pause_is_as_long_as_the_part_was_on_a_slow_machine(file_database, works, clock):
    register(clock, seconds=7)

    jobs.run(start(3), by_pace=pace(clock, part=1.5, pause=0.5))

    assert clock.slept == [7, 7]


def test_looking_counts_as_a_pause(file_database, works, clock):
    def look(job):
        clock.now += 0.3

    register(clock, look=look, seconds=0.1)

    jobs.run(start(3), by_pace=pace(clock, pause=0.5))

    assert clock.slept == pytest.approx([0.2, 0.2])


def test_second_writer_gets_through_between_two_parts(file_database, works, clock):
    free = {"inside": [], "between": []}
    register(clock, after=lambda number: free["inside"].append(can_write(file_database)))

    def sleep(seconds):
        free["between"].append(can_write(file_database))

    jobs.run(start(4), by_pace=jobs.Pace(1.5, 0.5, clock=clock, sleep=sleep))

    assert (free["inside"], free["between"]) == ([False] * 4, [True])


def test_writer_that_waits_gets_its_turn_before_the_job_ends(file_database, works, clock):
    """With the times of production: it looks again after 100 ms at the latest."""
    begun, seen = threading.Event(), []

    def write():
        begun.wait(10)
        with other_writer(file_database, patience=20) as other:
            seen.append(other.execute("SELECT count(*) FROM machinery_quota").fetchone()[0])

    register(clock, after=lambda number: begun.set())
    waiting = threading.Thread(target=write)
    waiting.start()

    jobs.run(start(20), by_pace=jobs.Pace(0.001, 0.12))
    waiting.join(30)

    assert len(seen) == 1
    assert seen[0] < 20


def test_pause_of_production_is_longer_than_a_waiting_writer_sleeps():
    assert production.JOB_PAUSE_SECONDS > 0.1
    assert 0 < production.JOB_PART_SECONDS <= 0.3


# -- The jobs of the desk ------------------------------------------------------------------------------


def imported(number, *, name="Neu"):
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["slug", "kind", "name", "organisation", "summary_de"])
    table.writerows([f"e-{n}", "company", f"{name} {n}", "", "Kurztext."] for n in range(number))
    staff = StaffFactory()
    batch = steps.bring(ContentFile(text.getvalue().encode(), "a.csv"), by=staff)
    job = steps.check(batch, columns=mapping.guess(batch.table["header"]), as_drafts=False, by=staff)
    return batch, job, staff


@pytest.fixture
def small_steps(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for module, name in ((checking, "PART"), (applying, "STEP"), (undoing, "STEP"), (planning, "PART")):
        monkeypatch.setattr(module, name, 2)


def observed(monkeypatch, module, name, path):
    """Whether another one could write, each time that this function was called."""
    real, free = getattr(module, name), []

    def observing(*args, **kwargs):
        free.append(can_write(path))
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, observing)
    return free


@pytest.mark.parametrize(
    ("module", "name"), [(checking, "_row"), (checking, "_judge_all"), (checking, "_depths_of")]
)
def test_dry_run_reads_and_works_out_without_a_write_lock(
    file_database, small_steps, monkeypatch, module, name
):
    free = observed(monkeypatch, module, name, file_database)
    _batch, job, _staff = imported(5)

    job = jobs.run(job)

    assert (job.status, job.result["new"], ImportedRow.objects.count()) == ("done", 5, 5)
    assert free
    assert all(free)


def test_dry_run_of_rows_that_break_rules_locks_nothing_either(file_database, small_steps, monkeypatch):
    free = observed(monkeypatch, checking, "try_out", file_database)
    _batch, job, _staff = imported(3, name="")
    monkeypatch.setattr(Entry, "go_public", lambda self: setattr(self, "status", "published"))

    job = jobs.run(job)

    assert (job.status, job.result["wrong"], Entry.objects.count()) == ("done", 3, 0)
    assert all(free)


def test_context_of_an_import_is_read_without_a_write_lock(file_database, small_steps, monkeypatch):
    batch, job, staff = imported(5)
    jobs.run(job)
    free = observed(monkeypatch, applying, "EntryRows", file_database)

    job = jobs.run(steps.apply(batch, leave_out_wrong=False, by=staff))

    assert (job.status, Entry.objects.published().count()) == ("done", 5)
    assert free
    assert all(free)


def test_search_for_duplicates_works_out_without_a_write_lock(file_database, monkeypatch):
    for _ in range(2):
        EntryFactory(name="Zauberzeug GmbH", city="Köln")
    free = observed(monkeypatch, pairs, "alike", file_database)

    job = jobs.run(pairs.start(by=None))

    assert (job.status, job.result["new"]) == ("done", 1)
    assert free
    assert all(free)


def test_change_of_many_that_a_page_waits_for_is_done_in_parts(file_database, small_steps, monkeypatch):
    staff = StaffFactory()
    entries = [EntryFactory() for _ in range(5)]
    rows = [(entry.pk, entry.name, CHANGES) for entry in entries]
    done = []
    count = Action("count", "Zählen", lambda *_: rows, lambda entry, options, by: done.append(entry.pk), ())
    monkeypatch.setitem(planning.ACTIONS, count.name, count)
    free = []
    monkeypatch.setattr(jobs.Pace, "leave_room", lambda self: free.append(can_write(file_database)))

    job = planning.carry_out(planning.plan(count, Entry.objects.all(), {}), by=staff, token="eins")

    assert (job.status, done) == ("done", [entry.pk for entry in entries])
    assert free == [True] * 3


def test_busy_database_fails_no_job(file_database, works, clock):
    register(clock)
    job = start(3)
    with other_writer(file_database), pytest.raises(Exception, match="locked") as caught:
        jobs.run(job)

    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert jobs.run(job).status == "done"
