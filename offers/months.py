"""The events of one month as weeks of days, Monday first."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from landkarte.query.fields import FIRST_YEAR, LAST_YEAR


@dataclass
class Day:
    date: date
    is_inside: bool  # in the month, not in the week before or after it
    is_today: bool
    events: list = field(default_factory=list)


class Month:
    """The month that begins on the date `first`, with events (a QuerySet) that are partly or wholly in it."""

    def __init__(self, first, events):
        self.first = first
        self.events = list(events.in_month(first))

    @property
    def weeks(self):
        """Lists of seven `Day`s; an event of several days stands in each of them."""
        today = timezone.localdate()
        return [
            [
                Day(
                    day,
                    is_inside := day.month == self.first.month,
                    day == today,
                    self._on(day) if is_inside else [],
                )
                for day in week
            ]
            for week in Calendar().monthdatescalendar(self.first.year, self.first.month)
        ]

    @property
    def days(self):
        """The `Day`s on which something begins, and the first one with what began before."""
        found = []
        for day in (day for week in self.weeks for day in week if day.is_inside):
            is_first = day.date == self.first
            day.events = [event for event in day.events if is_first or event.date_start == day.date]
            found += [day] if day.events else []
        return found

    @property
    def previous(self):
        """The first day of the month before; None before the calendar's first."""
        return _in_calendar((self.first - timedelta(days=1)).replace(day=1))

    @property
    def following(self):
        return _in_calendar((self.first + timedelta(days=31)).replace(day=1))

    def _on(self, day):
        return [event for event in self.events if event.date_start <= day <= event.last_day]


def _in_calendar(first):
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None


def nearest(first, events):
    """The nearest months in which an event of the QuerySet starts: before this one and after it, or None."""
    following = (first + timedelta(days=31)).replace(day=1)
    before = events.filter(date_start__lt=first).order_by("-date_start").first()
    after = events.filter(date_start__gte=following).order_by("date_start").first()
    return tuple(event and event.date_start.replace(day=1) for event in (before, after))
