"""Which entries were public at a moment of the past: told by the history, so that a number of last year is
what it was then.

The line of history that was the last one at that moment says what an entry was. Where the history begins
later (rows that were loaded without it), the day on which the entry became public has to do.
"""

from collections import Counter
from datetime import timedelta
from functools import lru_cache

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from landkarte.entries.freshness import old
from landkarte.models import Entry
from landkarte.models.querysets import lies_in
from machinery.publishing import current_version

PUBLISHED = Entry.Status.PUBLISHED
GOVERNMENT_REGION = 3  # letters of its official key
NOWHERE = "-"  # the region of what has no town
REGION = Coalesce(Substr("region_id", 1, GOVERNMENT_REGION), Value(NOWHERE))


def _lines_at(moment):
    """The lines of history of all that was public at this moment, one each: the last one before it, or the
    first of all where that came later. Lines are written in the order of time."""
    lines = Entry.history.order_by()
    last = lines.filter(history_date__lte=moment).values("id").annotate(line=Max("history_id"))
    first = lines.values("id").annotate(line=Min("history_id"))
    begins_later = Q(history_id__in=first.values("line"), history_date__gt=moment, published_at__lte=moment)
    public = lines.filter(status=PUBLISHED).exclude(history_type="-")
    return public.filter(Q(history_id__in=last.values("line")) | begins_later)


def _without_history():
    lines = Entry.history.filter(id=OuterRef("pk"))
    return Entry.objects.filter(~Exists(lines), status=PUBLISHED).order_by()


def stale(moment):
    """Condition of a query over entries or lines of their history: at this moment nobody had vouched for them
    for a year, or they were marked as unconfirmed."""
    day = timezone.localdate(moment - timedelta(microseconds=1))
    return Q(unconfirmed_since__isnull=False) | old(day)


def _narrowed(rows, moment, kind, region, only_stale):
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(region=None) if region == NOWHERE else rows.filter(lies_in(region))
    return rows.filter(stale(moment)) if only_stale else rows


def standing_at(moment, kind="", region="", *, only_stale=False):
    """Entries that were public at this moment, as a QuerySet of those that still exist; of this kind, in this
    region (beginning of an official key, NOWHERE for none) and as stale as they were then."""
    lines = _narrowed(_lines_at(moment), moment, kind, region, only_stale)
    others = _without_history().filter(published_at__lte=moment)
    others = _narrowed(others, moment, kind, region, only_stale)
    return Entry.objects.filter(Q(pk__in=lines.values("id")) | Q(pk__in=others.values("pk")))


def came_between(start, end):
    """A Counter by kind of the entries that were public at `end` and not at `start`; taken the other way
    round, of those that went."""
    return _came_between(current_version(), start, end)


@lru_cache(maxsize=40)
def _came_between(version, start, end):
    before = standing_at(start).values("pk")
    lines = _lines_at(end).filter(Exists(Entry.objects.filter(pk=OuterRef("id")))).exclude(id__in=before)
    others = _without_history().filter(published_at__lte=end).exclude(pk__in=before)
    numbers = Counter()
    for rows in (lines, others):
        numbers.update(dict(rows.values_list("kind").annotate(entries=Count("pk"))))
    return numbers


def deleted_since(moment):
    """How many entries were public at this moment and exist no more: only the history knows them."""
    return _deleted_since(current_version(), moment)


@lru_cache(maxsize=20)
def _deleted_since(version, moment):
    return _lines_at(moment).exclude(Exists(Entry.objects.filter(pk=OuterRef("id")))).count()


def stale_at(moment):
    """How many were public at this moment, and stale then."""
    return _stale_at(current_version(), moment)


@lru_cache(maxsize=20)
def _stale_at(version, moment):
    return standing_at(moment, only_stale=True).count()


def numbers_at(moments, version=None):
    """For each of these moments a Counter of the entries that were public then and still exist: by kind and
    by government region (NOWHERE for none), as ("kind", value) and ("region", key), and all of them as
    "all"."""
    return _numbers_at(version or current_version(), tuple(moments))


@lru_cache(maxsize=20)
def _numbers_at(version, moments):
    """Kept until the data version moves."""
    numbers = [Counter() for _moment in moments]
    first, *others = [_counted(number, moment) for number, moment in enumerate(moments)]
    for number, kind, region, count in first.union(*others, all=True):
        numbers[number].update({("kind", kind): count, ("region", region): count, "all": count})
    for kind, region, published_at in _without_history().values_list("kind", REGION, "published_at"):
        for counter, moment in zip(numbers, moments, strict=True):
            if published_at <= moment:
                counter.update([("kind", kind), ("region", region), "all"])
    return numbers


def _counted(number, moment):
    """Rows of number, kind, government region and how many entries."""
    lines = _lines_at(moment).filter(Exists(Entry.objects.filter(pk=OuterRef("id"))))
    counted = lines.annotate(number=Value(number), key=REGION).values("number", "kind", "key")
    return counted.annotate(entries=Count("pk")).values_list("number", "kind", "key", "entries")
