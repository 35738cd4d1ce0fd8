"""Periods of days: which moments they hold, and how they are named."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """From one date to another, both included."""

    first: date
    last: date

    @property
    def start(self):
        """The moment at which they begin."""
        return beginning(self.first)

    @property
    def end(self):
        """The moment at which they are over."""
        return after(self.last)

    @property
    def value(self):
        """As it stands in an address: `2026-01-01..2026-03-31`."""
        return f"{self.first:%Y-%m-%d}..{self.last:%Y-%m-%d}"

    @property
    def label(self):
        if self == year_of(self.first.year):
            return str(self.first.year)
        return _("%(first)s bis %(last)s") % {
            "first": date_format(self.first, "SHORT_DATE_FORMAT"),
            "last": date_format(self.last, "SHORT_DATE_FORMAT"),
        }

    @property
    def known_until(self):
        """The last day of which we can know anything: today, when they are not over."""
        return min(self.last, timezone.localdate())


def beginning(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def after(day):
    """The moment at which this day is over."""
    return beginning(day + ONE_DAY)


def end_of(day):
    """The moment at which this day is over, or now while it is not."""
    return min(after(day), timezone.now())


def year_of(year):
    return Days(date(year, 1, 1), date(year, 12, 31))


def last_twelve_months(today=None):
    today = today or timezone.localdate()
    day = today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)
    return Days(day + ONE_DAY, today)


def quarter_ends(days):
    """The dates on which the quarters end that touch these days; the last one is not later than today."""
    ends, first = [], days.first.replace(month=days.first.month - (days.first.month - 1) % 3, day=1)
    while first <= days.known_until:
        following = (first + timedelta(days=100)).replace(day=1)
        ends.append(min(following - ONE_DAY, days.known_until))
        first = following
    return ends
