"""Work that takes longer than a page may: a page starts a `Job`, a worker does it part by part.

Each part is one transaction with the job's own row, so a worker that is killed loses what it was at and no
more; the next one goes on from there. A part ends by time, and the next one waits until whoever has waited
for the database has had it (docs/decisions/0019-jobs-leave-room.md). A kind of work is registered by the
module that knows it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from machinery.busy import is_too_slow
from machinery.leases import GIVEN_BACK, claim, lease
from machinery.models import Job
from machinery.refusals import in_words

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than any part takes
COUNTED = gettext_lazy("%(done)s von %(all)s")
LOOK_AGAIN = object()  # what `Work.part` returns when it has used up all that `Work.look` has found

_works = {}


@dataclass(frozen=True)
class Work:
    """`part(job)` does the next step, of few rows: it moves `job.position`, sets `job.total` as soon as it
    knows it, and may write to `job.result`; the job is done when both are equal. It runs inside a
    transaction, and again in the same one until the time of a part is over.

    `look(job)`, where there is one, comes before each transaction and writes nothing: what takes long to read
    and to work out belongs there, as nobody waits for it. What it returns is handed to `part(job, found)`.

    `address(job)` leads to what has come of it, or is "", and `told(job)` says that in sentences.
    `permission` is what somebody needs to see, stop and resume it, as "app.codename". `counted` says how far
    it is in its own words, with `done` and `all`.
    """

    name: str
    part: Callable
    permission: str
    address: Callable = lambda job: ""
    told: Callable = lambda job: []
    look: Callable | None = None
    counted: Any = COUNTED


def register(work):
    """ValueError when the name is taken."""
    if work.name in _works:
        raise ValueError(f"There is a work {work.name} already.")
    _works[work.name] = work


def work_of(job):
    """The `Work` of this job, or None when this release knows it no more."""
    return _works.get(job.kind)


def works():
    """Name -> `Work`, of all kinds that this release knows."""
    return dict(_works)


def start(name, *, by, label, parameters=None, total=None):
    """A new job of this kind, waiting for a worker. ValueError for an unknown kind."""
    return _new(name, by=by, label=label, parameters=parameters, total=total)


def claimed(name, *, by, label, parameters=None, total=None):
    """A new job of this kind that no worker takes: who has made it calls `run` once it is committed.
    ValueError for an unknown kind."""
    ours = {"status": Job.Status.RUNNING, **lease(LEASE)}
    return _new(name, by=by, label=label, parameters=parameters, total=total, **ours)


def _new(name, *, by, label, parameters, total, **ours):
    if name not in _works:
        raise ValueError(f"There is no work {name}.")
    return Job.objects.create(
        kind=name, label=label[:200], parameters=parameters or {}, total=total, created_by=by, **ours
    )


@dataclass
class Pace:
    """How a job shares the database: `part` seconds to write, then a pause of `pause` seconds at least, and
    of no less than the part has taken: half of the time belongs to others, on a slow machine too. A pause of
    0 is none. `clock` gives seconds, `sleep` waits so many."""

    part: float
    pause: float
    clock: Callable = time.monotonic
    sleep: Callable = time.sleep
    _begun: float = 0.0
    _free_at: float = 0.0

    def leave_room(self):
        """Wait, before a part, until the pause since the one before is over; looking counts as a pause."""
        left = self._free_at - self.clock()
        if left > 0 and not connection.in_atomic_block:
            self.sleep(left)

    def begin(self):
        self._begun = self.clock()

    def is_over(self):
        return self.clock() >= self._begun + self.part

    def end(self):
        now = self.clock()
        self._free_at = now + max(self.pause, now - self._begun) if self.pause else 0.0


def pace():
    """The `Pace` of the settings."""
    return Pace(settings.JOB_PART_SECONDS, settings.JOB_PAUSE_SECONDS)


def run_waiting():
    """Do the oldest waiting job to its end; returns it, or None when nothing waits."""
    job = _claim()
    return job and run(job)


def run(job, *, by_pace=None):
    """Do what is left of the job; returns it as it is then. What fails is told in it, and nothing of the
    failed part stays."""
    by_pace = by_pace or pace()
    with override("de"):
        while not job.is_finished:
            job = _do_part(job, by_pace)
    return job


def stop(job):
    """Let no further part begin; what is done stays done. Returns whether there was anything to stop."""
    return bool(
        Job.objects.filter(pk=job.pk, status__in=Job.UNFINISHED).update(
            status=Job.Status.STOPPED, ended_at=timezone.now(), **GIVEN_BACK
        )
    )


def resume(job):
    """Let a job that failed or was stopped go on where it was. Returns whether it was one."""
    ended = (Job.Status.FAILED, Job.Status.STOPPED)
    return bool(
        Job.objects.filter(pk=job.pk, status__in=ended).update(
            status=Job.Status.WAITING,
            ended_at=None,
            error="",
            waiting_since=timezone.now(),
            **GIVEN_BACK,
        )
    )


# -- One part ------------------------------------------------------------------------------------------


def _claim():
    """A waiting job that is now ours, or None."""
    return claim(Job.objects.waiting(), LEASE, status=Job.Status.RUNNING)


def _do_part(job, by_pace=None):
    by_pace = by_pace or pace()
    try:
        seen, found = (job.position, job.total), _found(job)
        by_pace.leave_room()
        with transaction.atomic():
            job = Job.objects.select_for_update().get(pk=job.pk)
            by_pace.begin()  # from here on others wait
            is_same = (job.position, job.total) == seen  # else another worker has gone on meanwhile
            while is_same and not job.is_finished and _advance(job, *found) and not by_pace.is_over():
                pass
            job.save()
        by_pace.end()
    except Exception as error:
        if isinstance(error, OperationalError) and not is_too_slow(error):
            raise  # the database is away or busy: the lease ends, and a worker goes on
        logger.exception("the job %s failed", job.pk)
        _end(job, Job.Status.FAILED, error=_told(error))
    return job


def _known_work(job):
    work = work_of(job)
    if work is None:
        raise LookupError(f"unknown kind of job: {job.kind}")
    return work


def _found(job):
    """What `part` is handed beside the job."""
    work = _known_work(job)
    is_over = job.total is not None and job.position >= job.total
    return (work.look(job),) if work.look and not is_over else ()


def _advance(job, *found):
    """Do a step; returns whether there may be another one in this part."""
    before, again = (job.position, job.total), True
    if job.total is None or job.position < job.total:
        again = _known_work(job).part(job, *found) is not LOOK_AGAIN
        if (job.position, job.total) == before:
            raise RuntimeError("the part has not moved the job")
    job.status = Job.Status.RUNNING
    job.renew(LEASE)
    if job.total is not None and job.position >= job.total:
        _finish(job, Job.Status.DONE)
    return again


def _finish(job, status):
    job.status, job.ended_at = status, timezone.now()
    job.give_back()


def _end(job, status, *, error=""):
    job.refresh_from_db()
    _finish(job, status)
    job.error = error
    job.save()


def _told(error: Any):
    if isinstance(error, ValidationError):
        return in_words(error)
    if is_too_slow(error):
        return _("Die Datenbank hat eine Abfrage abgebrochen, weil sie zu lange dauerte.")
    return f"{type(error).__name__}: {error}"[:500]
