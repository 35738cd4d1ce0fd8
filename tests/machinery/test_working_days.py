"""Working days know the weekends and the public holidays of North Rhine-Westphalia."""

from datetime import date

import pytest

from machinery.working_days import (
    add_working_days,
    counter_of,
    first_day_within,
    is_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2027, 11, 1), False),  # All Saints: not everywhere in Germany
        (date(2026, 6, 4), False),  # Corpus Christi: moves with Easter
        (date(2026, 1, 6), True),  # Epiphany: elsewhere in Germany
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
    ],
)
def test_working_day(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 10, date(2026, 12, 4)),
        (date(2026, 12, 18), 10, date(2027, 1, 5)),  # Christmas on a Friday, New Year's Day on a Friday
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_working_days_are_added(start, count, end):
    assert add_working_days(start, count) == end


@pytest.mark.parametrize("count", [0, 1, 5, 10])
def test_first_day_within_is_the_earliest(count):
    until = date(2026, 4, 8)

    first = first_day_within(count, until)

    assert working_days_between(first, until) <= count
    assert working_days_between(date.fromordinal(first.toordinal() - 1), until) > count


def test_many_pairs_are_counted_as_each_of_them():
    days = [date(2026, 12, day) for day in (18, 19, 24, 25, 28)]
    between = counter_of(days)

    assert all(between(one, other) == working_days_between(one, other) for one in days for other in days)
