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


def working_days_between(first, last):
    """How many working days follow the date `first`, up to and with the date `last`; 0 when none do."""
    days = (first + timedelta(days=count) for count in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def counter_of(days):
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


def first_day_within(count, until):
    """The earliest date after which at most `count` working days follow, up to and with the date `until`."""
    day = until
    while True:
        count -= is_working_day(day)
        if count < 0:
            return day
        day -= timedelta(days=1)
