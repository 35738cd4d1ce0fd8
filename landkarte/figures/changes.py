"""What became public, changed or was withdrawn, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import numpy as np
from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone

from landkarte.figures.events import event_log, month_of
from landkarte.models import Entry
from landkarte.models.news import OPENING_LASTS, UNPUBLISH, News
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.query.parameters import CalendarMonth
from machinery.days import beginning

PAGE_SIZE = 50


class ChangesFilter(EntryFilter):
    """The entries whose changes a page shows, and the month that it shows."""

    month = CalendarMonth()


@dataclass
class Month:
    """What happened in one month to the entries of a query that are public today."""

    start: date
    href: str
    published: int = 0  # with those of the opening
    updated: int = 0


@dataclass
class Change:
    """`News` is none where an entry came with the opening."""

    at: datetime
    news: News
    entry: Entry


class Changes:
    """The changes of the entries that a right query names, and of the month that it asks for.

    They are all about entries that are public today: one that was withdrawn looks as if it had never been.
    """

    def __init__(self, query):
        self.query = query
        self.asked = query.form.cleaned_data.get("month")
        opened_at = Entry.objects.aggregate(first=Min("published_at"))["first"]
        self.opening_ends = (opened_at + OPENING_LASTS).timestamp() if opened_at else 0
        self.named = {name: values for name, values in parameters(query).items() if name != "month"}

    @cached_property
    def _published(self):
        return self._of_query(event_log.current().published)

    @cached_property
    def _updated(self):
        """What was new in a month is not also updated in it, unless it came with the opening."""
        updated = self._of_query(event_log.current().updated)
        return updated.where((updated.since < self.opening_ends) | (updated.month > updated.since_month))

    def _of_query(self, moments):
        return moments.of(self.query.hit_keys)

    @cached_property
    def months(self):
        """A `Month` for each in which something happened, latest first."""
        published, updated = _numbers(self._published), _numbers(self._updated)
        return [
            Month(
                start := date(month // 12, month % 12 + 1, 1),
                self.address(start),
                published.get(month, 0),
                updated.get(month, 0),
            )
            for month in sorted({*published, *updated}, reverse=True)
        ]

    @cached_property
    def month(self):
        """The month asked for, else the latest one with changes, else this one."""
        start = self.asked or (self.months[0].start if self.months else timezone.localdate().replace(day=1))
        known = [month for month in self.months if month.start == start]
        return known[0] if known else Month(start, self.address(start))

    def address(self, start):
        return address(reverse("landkarte:changes"), self.named | {"month": [f"{start:%Y-%m}"]})

    @cached_property
    def _rows(self):
        """Key, seconds and news of every change of the month, latest first."""
        now = month_of(self.month.start)
        came = self._published.where(self._published.month == now)
        updated = self._updated.where(self._updated.month == now)
        news = np.concatenate(
            [
                np.where(came.at < self.opening_ends, News.NONE, News.NEW),
                np.full(len(updated.pk), News.UPDATED),
            ]
        )
        keys, at = np.concatenate([came.pk, updated.pk]), np.concatenate([came.at, updated.at])
        order = np.lexsort([keys, -at])
        return Rows(keys[order], at[order], news[order])

    def number(self, news):
        """How many of the month's changes are such news."""
        return int(np.count_nonzero(self._rows.news == news))

    def withdrawn(self):
        """How many entries were taken back in the month: a number for the whole map alone. Under a query it
        would tell what is in an entry that nobody may see any more."""
        if parameters(self.query).keys() - {"month", "sort"}:
            return 0
        start, end = self._range
        lines = Entry.history.filter(history_date__gte=start, history_date__lt=end)
        taken = lines.filter(
            Q(history_change_reason=UNPUBLISH) | Q(history_type="-", status=Entry.Status.PUBLISHED)
        )
        return taken.exclude(id__in=Entry.objects.published().values("pk")).values("id").distinct().count()

    def page(self):
        """The page asked for, with the entries of its changes; None after noting an error on `page`."""
        page = self.query.page_of(self._rows, PAGE_SIZE)
        if page is None:
            return None
        rows = list(page)
        entries = Entry.objects.published().select_related("organisation").without_details()
        entries = entries.in_bulk([key for key, _at, _news in rows])
        page.object_list = [
            Change(timezone.localtime(datetime.fromtimestamp(at, UTC)), News(news), entries.get(key))
            for key, at, news in rows
        ]
        return page

    @property
    def _range(self):
        """Beginning of the month and of the next one."""
        start = self.month.start
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return beginning(start), beginning(following)


class Rows(Sequence):
    """Changes as columns: key, seconds and news of each that a slice has."""

    def __init__(self, keys, at, news):
        self.keys, self.at, self.news = keys, at, news

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, part):
        columns = (column[part].tolist() for column in (self.keys, self.at, self.news))
        return list(zip(*columns, strict=True))


def _numbers(moments):
    """Month -> how many of them there are."""
    months, numbers = np.unique(moments.month, return_counts=True)
    return dict(zip(months.tolist(), numbers.tolist(), strict=True))
