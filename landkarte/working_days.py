"""Working days in North Rhine-Westphalia: Monday to Friday without its public holidays."""

from datetime import timedelta

from holidays import country_holidays

SATURDAY = 5

_holidays = country_holidays("DE", subdiv="NW")


def is_working_day(day):
    return day.weekday() < SATURDAY and day not in _holidays


def add_working_days(day, count):
    """The date `count` working days after this date, which does not count itself."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
