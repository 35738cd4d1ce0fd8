"""Periods of days and the moments they hold."""

from datetime import date

from machinery.days import last_twelve_months, quarter_ends, year_of
from tests.desk.desk_rows import moment


def test_quarters_end_today_at_the_latest(set_clock):
    set_clock(moment(2026, 7, 15))

    assert quarter_ends(year_of(2026)) == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 7, 15)]
    assert quarter_ends(last_twelve_months())[0] == date(2025, 9, 30)
    assert quarter_ends(year_of(2027)) == []
