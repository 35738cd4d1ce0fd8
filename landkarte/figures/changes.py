"""What became public, changed or was withdrawn, month by month."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from django.db.models import Case, Count, DateField, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from landkarte.models import Entry
from landkarte.models.news import OPENING_LASTS, UNPUBLISH, News, content_changes
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.query.parameters import CalendarMonth
from machinery.days import beginning
from machinery.publishing import current_version

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
        self.entries = Entry.objects.filter(pk__in=query.matching().values("pk"))
        self.opened_at = Entry.objects.aggregate(first=Min("published_at"))["first"]
        self.named = {name: values for name, values in parameters(query).items() if name != "month"}

    @cached_property
    def months(self):
        """A `Month` for each in which something happened, latest first."""
        named = tuple((name, tuple(values)) for name, values in self.named.items() if name != "sort")
        published, updated = _numbers(current_version(), named)
        return [
            Month(start, self.address(start), published.get(start, 0), updated.get(start, 0))
            for start in sorted({*published, *updated}, reverse=True)
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
    def _published(self):
        start, end = self._range
        return self.entries.filter(published_at__gte=start, published_at__lt=end).order_by()

    @cached_property
    def _with_opening(self):
        ends = self.opened_at + OPENING_LASTS if self.opened_at else None
        return self._published.filter(published_at__lt=ends) if ends else self._published.none()

    def _rows(self):
        """Key, time and news of every change of the month, latest first."""
        start, end = self._range
        updated = self._updates.filter(history_date__gte=start, history_date__lt=end).order_by()
        came = Case(When(pk__in=self._with_opening.values("pk"), then=Value("")), default=Value(News.NEW))
        return (
            self._published.annotate(at=F("published_at"), came=came)
            .values_list("pk", "at", "came")
            .union(
                updated.values("id")
                .annotate(at=Max("history_date"), came=Value(News.UPDATED))
                .values_list("id", "at", "came"),
                all=True,
            )
            .order_by("-at", "pk")
        )

    def number(self, news):
        """How many of the month's changes are such news."""
        if news == News.UPDATED:
            return self.month.updated
        opening = self._with_opening.count()
        return opening if news == News.NONE else self.month.published - opening

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
        page = self.query.page_of(self._rows(), PAGE_SIZE)
        if page is None:
            return None
        entries = Entry.objects.published().select_related("organisation").without_details()
        rows = list(page)
        entries = entries.in_bulk([key for key, _at, _news in rows])
        page.object_list = [Change(at, News(news), entries.get(key)) for key, at, news in rows]
        return page

    @property
    def _range(self):
        """Beginning of the month and of the next one."""
        start = self.month.start
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return beginning(start), beginning(following)

    @cached_property
    def _updates(self):
        """Lines of history; what was new in that month as well is not also updated."""
        if self.opened_at is None:
            return content_changes(Entry).none()
        now = self.entries.filter(pk=OuterRef("id")).values("published_at")
        changes = content_changes(Entry).filter(id__in=self.entries.values("pk"))
        changes = changes.annotate(public_since=Subquery(now)).filter(history_date__gt=F("public_since"))
        opening = Q(public_since__lt=self.opened_at + OPENING_LASTS)
        return changes.annotate(changed_in=_month("history_date"), public_in=_month("public_since")).filter(
            opening | Q(changed_in__gt=F("public_in"))
        )


@lru_cache(maxsize=200)
def _numbers(version, named):
    """Month -> how many entries became public in it, and how many were updated. `named`: the parameters of
    the query and their values. Kept until the data version moves."""
    query = EntryFilter(MultiValueDict({name: list(values) for name, values in named}))
    if not query.is_valid():  # a word was taken out of a vocabulary just now
        return {}, {}
    changes = Changes(query)
    return _per_month(changes.entries, "published_at"), _per_month(changes._updates, "history_date")


def _month(field):
    return TruncMonth(field, output_field=DateField())


def _per_month(rows, field):
    key = "pk" if field == "published_at" else "id"
    counted = rows.order_by().values_list(_month(field)).annotate(number=Count(key, distinct=True))
    return dict(counted)
