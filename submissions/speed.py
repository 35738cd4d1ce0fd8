"""How long decisions about submissions take, in working days from the day on which one was last sent."""

from bisect import bisect_right
from collections import Counter

from django.utils import timezone

from machinery.working_days import counter_of
from submissions.models import Submission

QUICK = 5  # working days
DECIDED = (Submission.Status.ACCEPTED, Submission.Status.REJECTED)


def decided_in(start, end):
    """Submissions that were accepted or rejected from one moment on and before another."""
    return Submission.objects.filter(status__in=DECIDED, decided_at__gte=start, decided_at__lt=end)


def counted(submissions):
    """Of decided submissions: rows of status, dates of sending and decision, and how many these are."""
    moments = submissions.order_by().values_list("status", "submitted_at", "decided_at")
    here = timezone.get_current_timezone()
    found = Counter(  # SQLite would ask Python for each day, and take twice as long
        (status, sent.astimezone(here).date(), decided.astimezone(here).date())
        for status, sent, decided in moments.iterator(chunk_size=5000)
    )
    return [(*line, number) for line, number in found.items()]


def durations(lines):
    """Working days -> how many of what was `counted` took so many."""
    between = counter_of([day for _status, *days, _number in lines for day in days])
    found = {}
    for _status, first, last, number in lines:
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
    between = counter_of([day for _key, *days in dated for day in days])
    chosen = [key for key, first, last in dated if (between(first, last) <= QUICK) == quick]
    return submissions.filter(pk__in=chosen)
