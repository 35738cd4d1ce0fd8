"""Filters of lists by days: a year, the last twelve months, or any days as `2026-01-01..2026-03-31`."""

import re
from datetime import date

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from machinery.days import Days, end_of, last_twelve_months, year_of
from machinery.models.scheduled import public_at

_range = re.compile(r"(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?")
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)


def days_of(text):
    """`..2026-03-31` -> `Days` from long ago until then. ValueError when the text says no days."""
    match = _range.fullmatch(text)
    if not match:
        raise ValueError(text)
    first, last = (date.fromisoformat(day) if day else None for day in match.groups())
    return Days(max(first or FIRST, FIRST), min(last or LAST, LAST))


def in_words(days):
    if days.first == FIRST:
        return _("bis %(day)s") % {"day": date_format(days.last, "SHORT_DATE_FORMAT")}
    if days.last == LAST:
        return _("ab %(day)s") % {"day": date_format(days.first, "SHORT_DATE_FORMAT")}
    return days.label


class DaysFilter(admin.SimpleListFilter):
    """`days_filter` makes one for a column."""

    column = ""
    is_moment = True

    def lookups(self, request, model_admin):
        year = timezone.localdate().year
        offered = {year_of(one).value: str(one) for one in (year, year - 1)}
        offered[last_twelve_months().value] = _("in den letzten 12 Monaten")
        if self.value() and self.value() not in offered:
            offered[self.value()] = in_words(self._days())
        return list(offered.items())

    def _days(self):
        try:
            return days_of(self.value())
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error

    def queryset(self, request, rows):
        return self.narrowed(rows, self._days()) if self.value() else rows

    def narrowed(self, rows, days):
        if self.is_moment:
            return rows.filter(**{f"{self.column}__gte": days.start, f"{self.column}__lt": days.end})
        return rows.filter(**{f"{self.column}__range": (days.first, days.last)})


def days_filter(column, label, parameter, *, is_moment=True):
    """A filter by the days of this column: `is_moment` of a DateTimeField, else of a DateField."""
    values = {"column": column, "title": label, "parameter_name": parameter, "is_moment": is_moment}
    return type("ColumnDaysFilter", (DaysFilter,), values)


class PublicOnFilter(admin.SimpleListFilter):
    """Of `Scheduled` rows, those that were public at the end of a day, as they are dated today."""

    title = gettext_lazy("Öffentlich am")
    parameter_name = "public_on"
    path = ""  # to the row that is `Scheduled`

    def lookups(self, request, model_admin):
        if not self.value():
            return [(f"{timezone.localdate():%Y-%m-%d}", _("heute"))]
        return [(self.value(), date_format(self._day(), "SHORT_DATE_FORMAT"))]

    def _day(self):
        try:
            return min(max(date.fromisoformat(self.value()), FIRST), LAST)
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error

    def queryset(self, request, rows):
        return rows.filter(public_at(end_of(self._day()), self.path)) if self.value() else rows
