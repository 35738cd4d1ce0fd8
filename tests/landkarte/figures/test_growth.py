"""How the map has grown, month by month."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from landkarte.figures.changes import Changes, ChangesFilter
from landkarte.figures.growth import HEIGHT, MOST_MONTHS, WIDTH, growth
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def steps(text=""):
    query = ChangesFilter(QueryDict(text))
    assert query.is_valid(), query.errors
    return growth(Changes(query))


def published(*moment, **fields):
    return EntryFactory(published_at=datetime(*moment, tzinfo=UTC), **fields)


def test_growth_of_nothing_is_nothing():
    EntryFactory(status="draft")

    assert steps() == []


def test_growth_counts_each_month_and_adds_up():
    today = timezone.localdate()
    published(today.year - 1, 12, 5)
    EntryFactory.create_batch(2)
    EntryFactory(status="unpublished", published_at=timezone.now())
    found = steps()

    assert [(found[0].start, found[0].number, found[0].total)] == [(date(today.year - 1, 12, 1), 1, 1)]
    assert (found[-1].start, found[-1].number, found[-1].total) == (today.replace(day=1), 2, 3)
    assert len(found) == today.month + 1
    assert [step.href for step in found[1:-1]] == [""] * (today.month - 1)


def test_month_is_that_of_the_clock_in_the_country():
    published(2026, 1, 31, 23, 30)  # half past midnight in Germany

    assert steps()[0].start == date(2026, 2, 1)


def test_growth_keeps_to_the_query():
    EntryFactory(kind="product")
    EntryFactory(kind="company")

    (step,) = steps("kind=product")

    assert (step.number, step.href) == (1, f"/aenderungen/?kind=product&month={step.start:%Y-%m}")


def test_old_map_shows_its_last_months_on_top_of_what_was():
    published(2010, 5, 1)
    EntryFactory()
    found = steps()

    assert (len(found), found[0].number, found[0].total, found[-1].total) == (MOST_MONTHS, 0, 1, 2)
    assert all(step.x >= 0 and step.x + step.width <= WIDTH for step in found)
    assert [step.height for step in (found[0], found[-1])] == [HEIGHT / 2, HEIGHT]


def test_number_of_a_month_is_what_its_page_lists(client):
    published(2024, 3, 1)
    published(2024, 3, 9)
    EntryFactory()
    found = {}
    for step in [step for step in steps() if step.number]:
        context = client.get(step.href).context
        found[step.number] = (context["opening"] + context["new"], context["page"].paginator.count)

    assert found == {2: (2, 2), 1: (1, 1)}


def test_growth_of_one_month_has_no_chart(client):
    EntryFactory()
    one = client.get("/zahlen/").content.decode()
    published(timezone.localdate().year - 1, 1, 1)
    more = client.get("/zahlen/").content.decode()

    assert ['<svg class="growth"' in text for text in (one, more)] == [False, True]
    assert "der Verlauf entsteht mit den kommenden Monaten" in one
