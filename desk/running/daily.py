"""What happens once a day without a hand. Each task may run twice, or after a gap, without harm."""

import logging
from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from desk.duplicates import merging, pairs
from desk.findings import checks
from desk.models import DailyRun
from desk.queue import sources
from landkarte.entries import recommended
from machinery import retention
from submissions import claims, erasing, freshness, undoing

LONGEST_RUN = timedelta(hours=1)  # after that it was killed
logger = logging.getLogger(__name__)


def _settle():
    return len(claims.settle_due())


def _record():
    erasing.keep_record()
    return 0


def tasks():
    """Name -> what does it and returns a number, in their order."""
    return {
        "freshness_letters": freshness.write_due,
        "entries_marked": freshness.mark_due,
        "entries_recommended": recommended.arrange,
        "claims_settled": _settle,
        "decisions_final": undoing.finish,
        "people_erased": erasing.erase_due,
        "people_erased_again": erasing.erase_again,
        "erasures_recorded": _record,
        "merges_finished": merging.finish_due,
        "duplicates_searched": pairs.look_tonight,
        "handling": sources.forget_decided,
        "consistency": checks.look_at_all,
        **{f"retention_{rule.name}": partial(retention.enforce, rule) for rule in retention.rules()},
    }


def run():
    """Do all tasks, one after the other; one that fails is told and stops none of the others. Returns the
    `DailyRun`, or None when another process is at it."""
    report = _begin()
    if report is None:
        return None
    for name, task in tasks().items():
        try:
            report.done[name] = task()
        except Exception as error:
            logger.exception("the daily task %s failed", name)
            report.failed[name] = type(error).__name__
        report.save(update_fields=["done", "failed"])
    report.is_running, report.ended_at = None, timezone.now()
    report.save()
    return report


def _begin():
    now = timezone.now()
    DailyRun.objects.filter(is_running=True, started_at__lt=now - LONGEST_RUN).update(
        is_running=None, ended_at=now, failed={"run": "killed"}
    )
    try:
        with transaction.atomic():
            return DailyRun.objects.create()
    except IntegrityError:
        return None
