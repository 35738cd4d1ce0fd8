"""Jobs: done part by part, once each, whatever is killed meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from machinery import jobs
from machinery.models import Job, Quota
from machinery.retention import enforce, rules
from tests.between import just_before

pytestmark = pytest.mark.django_db

WORK = "test"


@pytest.fixture
def work(monkeypatch):
    """Registers a kind of work that counts up by one with each part, and leaves a row; `fail_at` raises the
    error once at this position, after the row was written."""
    monkeypatch.setattr(jobs, "_works", dict(jobs._works))
    errors = {}

    def part(job):
        Quota.objects.create(name=f"part-{job.position}", ends_at=timezone.now())
        if error := errors.pop(job.position, None):
            raise error
        job.position += 1
        job.result["done"] = job.position

    jobs.register(jobs.Work(WORK, part, "landkarte.change_entry"))
    return errors


def start(total=3):
    return jobs.start(WORK, by=None, label="Zählen", total=total)


def parts():
    return list(Quota.objects.order_by("name").values_list("name", flat=True))


def test_worker_does_the_oldest_job_to_its_end(work):
    first, second = start(), start()

    done = jobs.run_waiting()

    assert (done.pk, done.status, done.position, done.result) == (first.pk, "done", 3, {"done": 3})
    assert parts() == ["part-0", "part-1", "part-2"]
    assert Job.objects.get(pk=second.pk).status == "waiting"


def test_nothing_waits_is_nothing_done(work):
    assert jobs.run_waiting() is None


def test_job_of_a_living_worker_is_not_taken(work):
    job = start()
    Job.objects.filter(pk=job.pk).update(
        status="running", claimed_until=timezone.now() + timedelta(minutes=1)
    )

    assert jobs.run_waiting() is None


def test_job_that_another_worker_takes_meanwhile_is_left_to_it(work):
    start()
    taken = {"status": "running", "claimed_until": timezone.now() + timedelta(minutes=1)}

    with just_before("UPDATE", lambda: Job.objects.update(**taken)):
        assert jobs.run_waiting() is None

    assert parts() == []


def test_job_of_a_killed_worker_goes_on_where_it_was(work):
    job = start()
    killed = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(status="running", position=2, claimed_until=killed)

    done = jobs.run_waiting()

    assert (done.status, done.position, parts()) == ("done", 3, ["part-2"])


def test_failing_part_leaves_nothing_and_is_told(work):
    job = start()
    work[1] = ValidationError("Das geht nicht.")

    failed = jobs.run(job)

    assert (failed.status, failed.position, failed.error) == ("failed", 1, "Das geht nicht.")
    assert parts() == ["part-0"]


def test_failed_job_resumes_where_it_failed(work):
    work[1] = KeyError("x")
    failed = jobs.run(start())

    assert jobs.resume(failed)
    done = jobs.run_waiting()

    assert (done.status, done.error, parts()) == ("done", "", ["part-0", "part-1", "part-2"])


def test_database_away_fails_no_job(work):
    job = start()
    work[1] = OperationalError("away")

    with pytest.raises(OperationalError):
        jobs.run(job)

    job.refresh_from_db()
    assert (job.status, job.position) == ("running", 1)


def test_stopped_job_does_no_further_part(work):
    job = start()

    assert jobs.stop(job)
    stopped = jobs.run(job)

    assert (stopped.status, stopped.position, parts()) == ("stopped", 0, [])
    assert not jobs.stop(job)


def test_only_what_failed_or_was_stopped_resumes(work):
    job = start(total=1)
    waiting = jobs.resume(job)
    done = jobs.resume(jobs.run(job))

    assert (waiting, done) == (False, False)


def test_resumed_job_waits_anew(work):
    job = start()
    jobs.stop(job)
    Job.objects.filter(pk=job.pk).update(waiting_since=timezone.now() - timedelta(hours=1))

    jobs.resume(job)

    job.refresh_from_db()
    assert not job.is_left_alone


def test_part_that_moves_nothing_ends_the_job(work, monkeypatch):
    jobs._works[WORK] = jobs.Work(WORK, lambda job: None, "landkarte.change_entry")

    failed = jobs.run(start())

    assert (failed.status, failed.error) == ("failed", "RuntimeError: the part has not moved the job")


def test_unknown_kind_is_not_started_and_fails_when_it_waits(work):
    with pytest.raises(ValueError, match="nix"):
        jobs.start("nix", by=None, label="x")
    Job.objects.create(kind="nix", label="x", total=1)

    assert jobs.run_waiting().error == "LookupError: unknown kind of job: nix"


def test_nothing_to_do_is_done(work):
    assert jobs.run(start(total=0)).status == "done"


def test_job_done_at_once_is_taken_by_no_worker(work):
    taken = []
    jobs._works[WORK] = jobs.Work(
        WORK,
        lambda job: (taken.append(jobs._claim()), setattr(job, "position", 1)),
        "landkarte.change_entry",
    )

    done = jobs.run(jobs.claimed(WORK, by=None, label="Sofort", total=1))

    assert (done.status, taken) == ("done", [None])


@pytest.mark.parametrize(
    ("seconds", "claimed", "alone"),
    [(30, None, False), (61, None, True), (61, 30, False), (500, -30, False), (500, -90, True)],
)
def test_job_that_no_worker_takes_says_so(work, seconds, claimed, alone):
    now = timezone.now()
    job = start()
    job.waiting_since = now - timedelta(seconds=seconds)
    job.claimed_until = None if claimed is None else now + timedelta(seconds=claimed)

    assert job.is_left_alone == alone


def test_ended_jobs_go_after_ninety_days(work):
    old, young, waiting = jobs.run(start(total=0)), jobs.run(start(total=0)), start()
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=91))
    (rule,) = (rule for rule in rules() if rule.name == "jobs")

    assert enforce(rule) == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {young.pk, waiting.pk}
