"""How fresh an entry is: the same for one entry and for all in SQL."""

from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from landkarte.entries.freshness import Freshness, condition, freshness_of
from landkarte.models import Entry
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [None, date(2025, 11, 21), date(2025, 11, 22), date(2026, 11, 1)]
MOMENTS = [
    None,
    datetime(2025, 11, 21, 23, 59, tzinfo=BERLIN),
    datetime(2025, 11, 22, 0, 0, tzinfo=BERLIN),
    datetime(2026, 11, 1, 12, 0, tzinfo=BERLIN),
]


def test_one_entry_and_sql_agree():
    for confirmed_on, published_at, unconfirmed_since in product(DAYS, MOMENTS, [None, date(2025, 1, 1)]):
        EntryFactory(
            status="unpublished" if published_at else "draft",
            confirmed_on=confirmed_on,
            published_at=published_at,
            unconfirmed_since=unconfirmed_since,
        )

    for one in Freshness:
        found = {entry.pk for entry in Entry.objects.filter(condition(one, TODAY))}
        assert found == {entry.pk for entry in Entry.objects.all() if freshness_of(entry, TODAY) == one}, one


@pytest.mark.parametrize(
    ("confirmed_on", "freshness"),
    [
        (date(2025, 11, 22), Freshness.CONFIRMED),
        (date(2025, 11, 21), Freshness.OLD),
        (None, Freshness.NEVER),
    ],
)
def test_confirmation_lasts_a_year(confirmed_on, freshness):
    entry = Entry(confirmed_on=confirmed_on)

    assert freshness_of(entry, TODAY) == freshness
