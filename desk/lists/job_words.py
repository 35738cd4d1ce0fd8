"""How far a job is and what has come of it, in words: for its own page, and for others that wait for it."""

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from desk.lists.words import GOOD, QUIET, WAITING, WRONG
from machinery import jobs
from machinery.models import Job

Status = Job.Status
TONES = {
    Status.WAITING: QUIET,
    Status.RUNNING: WAITING,
    Status.DONE: GOOD,
    Status.FAILED: WRONG,
    Status.STOPPED: WRONG,
}


def shown(job):
    """What the page tells of a job, in words."""
    work = jobs.work_of(job)
    return {
        "status": job.get_status_display(),
        "tone": TONES[job.status],
        "percent": job.percent,
        "count": _count(job),
        "finished": job.is_finished,
        "ended": _moment(job.ended_at) if job.ended_at else "",
        "lines": work.told(job) if work and job.position else [],
        "address": work.address(job) if work and job.status == Status.DONE else "",
        "notice": _notice(job),
        "error": job.error if job.status == Status.FAILED else "",
    }


def _count(job):
    if job.total is None:
        return _("noch nicht gezählt")
    work = jobs.work_of(job)
    said = work.counted if work else jobs.COUNTED
    numbers = {"done": job.position, "all": job.total}
    return said % {name: number_format(number, force_grouping=True) for name, number in numbers.items()}


def _notice(job):
    if job.is_left_alone:
        return _(
            "Seit mehr als einer Minute hat kein Arbeitsprozess den Auftrag genommen. Bitte sagen Sie der "
            "Technik Bescheid: „run_jobs“ läuft wohl nicht. Sobald es läuft, beginnt der Auftrag von selbst."
        )
    return "" if jobs.work_of(job) else _("Diese Art von Auftrag kennt das Portal nicht mehr.")


def _moment(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
