"""The month of events: a table of weeks, and the days for narrow screens."""

from datetime import date, time

import pytest

from offers.models import Event
from offers.months import Month
from tests.config.test_pages import Page
from tests.factories import EventFactory
from tests.landkarte.test_reports import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MARCH = "/veranstaltungen/?view=month&month=2026-03"


def days_with(month):
    return {
        day.date.day: [event.slug for event in day.events]
        for week in month.weeks
        for day in week
        if day.events
    }


def test_weeks_begin_on_monday_and_hold_whole_weeks():
    weeks = Month(date(2026, 3, 1), Event.objects.all()).weeks

    assert [(week[0].date.isoweekday(), len(week)) for week in weeks] == [(1, 7)] * 6
    assert [day.date.day for week in weeks for day in week if day.is_inside] == list(range(1, 32))


def test_event_of_several_days_stands_in_each_of_them_within_the_month():
    EventFactory(slug="a", date_start=date(2026, 3, 30), date_end=date(2026, 4, 2))
    EventFactory(slug="b", date_start=date(2026, 4, 2), time_start=time(9))
    EventFactory(slug="c", date_start=date(2026, 5, 1))

    assert days_with(Month(date(2026, 3, 1), Event.objects.all())) == {30: ["a"], 31: ["a"]}
    assert days_with(Month(date(2026, 4, 1), Event.objects.all())) == {1: ["a"], 2: ["a", "b"]}


def test_list_of_days_names_each_event_once():
    EventFactory(slug="a", date_start=date(2026, 3, 30), date_end=date(2026, 4, 9))
    EventFactory(slug="b", date_start=date(2026, 4, 2), date_end=date(2026, 4, 3))

    days = Month(date(2026, 4, 1), Event.objects.all()).days

    assert [(day.date.day, [event.slug for event in day.events]) for day in days] == [(1, ["a"]), (2, ["b"])]


@pytest.mark.parametrize(
    ("month", "previous", "following"),
    [
        ("2026-01", "2025-12", "2026-02"),
        ("2026-02", "2026-01", "2026-03"),
        ("2000-01", None, "2000-02"),
        ("2100-12", "2100-11", None),
    ],
)
def test_month_leads_to_its_neighbours(client, month, previous, following):
    context = client.get(f"/veranstaltungen/?view=month&month={month}&city=Aachen").context
    expected = [
        one and f"/veranstaltungen/?city=Aachen&month={one}&view=month" for one in (previous, following)
    ]

    assert [context[name] and context[name]["href"] for name in ("previous", "following")] == expected


def test_month_is_a_table_with_caption_and_headings(client):
    EventFactory(slug="a", date_start=date(2026, 3, 30), date_end=date(2026, 4, 2))
    page = Page(client.get(MARCH))
    links = [link["href"] for link in page.all("a") if link["href"] == "/veranstaltungen/a/"]

    assert [len(page.all(tag)) for tag in ("table", "caption", "td")] == [1, 1, 42]
    assert [heading.get("scope") for heading in page.all("th")] == ["col"] * 7
    assert len(links) == 3  # two days of the table, one of the list


def test_empty_month_leads_to_the_nearest_with_events(client):
    EventFactory(date_start=date(2025, 10, 3), city="Aachen")
    EventFactory(date_start=date(2026, 5, 3), city="Aachen")
    EventFactory(date_start=date(2026, 4, 3), city="Bonn")

    response = client.get(f"{MARCH}&city=Aachen")

    assert "Davor: Oktober 2025" in text_of(response)
    assert "Danach: Mai 2026" in text_of(response)


def test_month_shows_what_the_filter_names(client):
    EventFactory(name="Alpha", date_start=date(2026, 3, 3), city="Aachen")
    EventFactory(name="Beta", date_start=date(2026, 3, 3), city="Bonn")

    text = text_of(client.get(f"{MARCH}&city=Bonn"))

    assert "Beta" in text
    assert "Alpha" not in text


def test_month_without_a_name_is_this_one(client):
    EventFactory(name="Heute", in_days=0)

    assert "Heute" in [
        event.name for event in client.get("/veranstaltungen/?view=month").context["month"].events
    ]


def test_cancelled_event_says_so_in_the_month(client):
    EventFactory(date_start=date(2026, 3, 3), is_cancelled=True)

    assert "abgesagt" in text_of(client.get(MARCH))
