"""Working days know the weekends and the public holidays of North Rhine-Westphalia."""

from datetime import date

import pytest

from machinery.working_days import add_working_days, is_working_day


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
