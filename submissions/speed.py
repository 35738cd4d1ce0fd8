"""How long decisions about submissions take, in working days from the day on which one was last sent."""

from bisect import bisect_right
from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from landkarte.working_days import is_working_day
from submissions.models import Submission

QUICK = 5  # working days
DECIDED = (Submission.Status.ACCEPTED, Submission.Status.REJECTED)


def decided_in(start, end):
    """Submissions that were accepted or rejected from one moment on and before another."""
    return Submission.objects.filter(status__in=DECIDED, decided_at__gte=start, decided_at__lt=end)


def durations(submissions):
    """Working days -> how many of these decided submissions took so many."""
    pairs = submissions.order_by().values_list(TruncDate("submitted_at"), TruncDate("decided_at"))
    counted = list(pairs.annotate(number=Count("pk")))
    between = _counter([day for first, last, _number in counted for day in (first, last)])
    found = {}
    for first, last, number in counted:
        days = between(first, last)
        found[days] = found.get(days, 0) + number
    return found


def median(found):
    """The middle one of `durations`, or the mean of the middle two; None of nothing."""
    total = sum(found.values())
    if not total:
        return None
    ordered = sorted(found)
    sums, reached = [], 0
    for days in ordered:
        reached += found[days]
        sums.append(reached)
    low, high = (ordered[bisect_right(sums, place)] for place in ((total - 1) // 2, total // 2))
    return (low + high) / 2


def quick(found):
    return sum(number for days, number in found.items() if days <= QUICK)


def taking(submissions, *, quick):
    """Those of these decided submissions that took at most QUICK working days, or more, as a QuerySet."""
    lines = list(submissions.order_by().values_list("pk", "submitted_at", "decided_at"))
    dated = [(key, timezone.localdate(sent), timezone.localdate(decided)) for key, sent, decided in lines]
    between = _counter([day for _key, *days in dated for day in days])
    chosen = [key for key, first, last in dated if (between(first, last) <= QUICK) == quick]
    return submissions.filter(pk__in=chosen)


def _counter(days):
    """`working_days_between` for many pairs of these dates: each day of the calendar is looked at once."""
    if not days:
        return lambda first, last: 0
    first, last = min(days), max(days)
    number, passed = {}, 0
    for count in range((last - first).days + 1):
        day = first + timedelta(days=count)
        passed += is_working_day(day)
        number[day] = passed
    return lambda one, other: max(0, number[other] - number[one])
