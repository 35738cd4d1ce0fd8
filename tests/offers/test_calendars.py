"""Calendars, read by the parser of another calendar program (vobject)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.models import Event
from tests.factories import EventFactory, FormatFactory
from tests.landkarte.test_entry_list import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FEED = "/veranstaltungen.ics"


def read(response):
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return vobject.readOne(response.content.decode())


def items(response):
    return read(response).contents.get("vevent", [])


def item(client, **facts):
    event = EventFactory(slug="a", **facts)
    (one,) = items(client.get("/veranstaltungen/a.ics"))
    return event, one


# -- One event ----------------------------------------------------------------------------------------


def test_event_with_times_is_in_berlin_time_in_summer_and_winter(client):
    for month, offset in ((1, 1), (7, 2)):
        EventFactory(
            slug=f"m{month}", date_start=date(2027, month, 4), time_start=time(10), time_end=time(16, 30)
        )
        (one,) = items(client.get(f"/veranstaltungen/m{month}.ics"))

        assert one.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Berlin"]
        assert one.dtstart.value.astimezone(UTC) == datetime(2027, month, 4, 10 - offset, tzinfo=UTC)
        assert one.dtend.value.astimezone(UTC) == datetime(2027, month, 4, 16 - offset, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "transparent"),
    [
        ({"date_end": date(2027, 3, 3)}, "TRANSPARENT"),
        ({"time_start": time(10)}, "OPAQUE"),
        ({"time_start": time(10), "is_cancelled": True}, "TRANSPARENT"),
    ],
)
def test_only_what_takes_place_at_a_time_blocks_it(client, facts, transparent):
    _event, one = item(client, date_start=date(2027, 3, 1), **facts)

    assert one.transp.value == transparent


@pytest.mark.parametrize(
    ("last", "end"),
    [(None, date(2027, 3, 2)), (date(2027, 3, 1), date(2027, 3, 2)), (date(2027, 3, 3), date(2027, 3, 4))],
)
def test_event_of_whole_days_ends_on_the_first_free_day(client, last, end):
    _event, one = item(client, date_start=date(2027, 3, 1), date_end=last)

    assert (one.dtstart.value, one.dtend.value) == (date(2027, 3, 1), end)
    assert one.dtstart.params["VALUE"] == ["DATE"]


def test_event_of_several_days_with_times_spans_them(client):
    _event, one = item(
        client, date_start=date(2027, 3, 1), date_end=date(2027, 3, 3), time_start=time(18), time_end=time(12)
    )

    assert [f"{moment.value:%Y-%m-%d %H:%M %Z}" for moment in (one.dtstart, one.dtend)] == [
        "2027-03-01 18:00 CET",
        "2027-03-03 12:00 CET",
    ]


def test_event_without_an_end_has_none(client):
    _event, one = item(client, time_start=time(18))

    assert "dtend" not in one.contents


def test_event_tells_its_facts(client):
    event, one = item(
        client,
        name="Alpha",
        summary_de="Deutsch.",
        organiser="Stadt",
        venue="Rathaus",
        city="Aachen",
        registration="external",
        registration_url="https://example.org/r",
        format=FormatFactory(slug="talk", name_de="Vortrag"),
    )

    assert one.uid.value == f"event-{event.pk}@testserver"
    assert one.summary.value == "Alpha"
    assert one.location.value == "Rathaus, Aachen"
    assert one.url.value == "http://testserver/veranstaltungen/a/"
    assert one.status.value == "CONFIRMED"
    assert one.categories.value == ["Vortrag"]
    assert one.description.value == (
        "Deutsch.\n\nVeranstalter: Stadt\n\nAnmeldung: https://example.org/r\n\n"
        "http://testserver/veranstaltungen/a/"
    )


def test_cancelled_event_stays_and_says_so(client):
    _event, one = item(client, name="Alpha", is_cancelled=True)

    assert (one.status.value, one.summary.value) == ("CANCELLED", "Abgesagt: Alpha")


def test_uid_stays_and_sequence_grows_with_every_change(client):
    event, before = item(client)
    event.slug, event.name, event.date_start = "b", "Neu", date(2027, 1, 1)
    event.save()

    (after,) = items(client.get("/veranstaltungen/b.ics"))

    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.last_modified.value >= before.last_modified.value


@pytest.mark.parametrize(
    "words",
    [*HOSTILE, "A, B; C\\n: D", "Zeile 1\nZeile 2", "🤖" * 60, "BEGIN:VEVENT\r\nUID:x", "END:VCALENDAR"],
)
def test_text_from_people_stays_text(client, words):
    _event, one = item(client, name=words, summary_de=words, organiser=words, venue=words, city="")

    expected = words.replace("\r", "")
    assert one.summary.value == expected
    assert one.location.value == expected
    assert one.description.value.startswith(expected)


def test_control_characters_are_left_out(client):
    _event, one = item(client, name="A\x0bB\x1bC", summary_de="D\x07E")

    assert (one.summary.value, one.description.value.partition("\n")[0]) == ("ABC", "DE")


def test_lines_are_no_longer_than_75_bytes(client):
    EventFactory(slug="a", summary_de="ä" * 900)
    lines = client.get("/veranstaltungen/a.ics").content.split(b"\r\n")

    assert max(map(len, lines)) <= 75


# -- The subscription ---------------------------------------------------------------------------------


def test_feed_holds_the_dated_events_of_the_filter(client):
    series = EventFactory(name="Reihe", in_days=None, city="Aachen")
    EventFactory(name="Kommt", city="Aachen", series=series)
    EventFactory(name="War", in_days=-400, city="Aachen")
    EventFactory(name="Bonn", city="Bonn")
    EventFactory(name="Entwurf", city="Aachen", published_from=None)

    calendar = read(client.get(f"{FEED}?city=Aachen&page=7&utm=x"))

    assert [one.summary.value for one in calendar.vevent_list] == ["War", "Kommt"]
    assert [calendar.contents[key][0].value for key in ("x-wr-calname", "name")] == [
        "KI.Landkarte: Veranstaltungen (Aachen)"
    ] * 2


def test_feed_says_how_often_to_come_back(client):
    calendar = read(client.get(FEED))

    assert calendar.contents["x-published-ttl"][0].value == "PT12H"
    assert calendar.contents["refresh-interval"][0].value == "PT12H"
    assert calendar.contents["refresh-interval"][0].params == {"VALUE": ["DURATION"]}
    assert (calendar.version.value, calendar.contents["x-wr-timezone"][0].value) == ("2.0", "Europe/Berlin")
    assert len(calendar.vtimezone_list) == 1


def test_feed_of_a_series_holds_its_dates(client):
    series = EventFactory(slug="reihe", name="Reihe", in_days=None)
    EventFactory(name="Termin", series=series)
    EventFactory(name="Fremd")

    calendar = read(client.get("/veranstaltungen/reihe.ics"))

    assert [one.summary.value for one in calendar.vevent_list] == ["Termin"]
    assert calendar.contents["x-wr-calname"][0].value == "Reihe"


def test_feed_without_events_is_a_calendar(client):
    assert items(client.get(FEED)) == []


@pytest.mark.parametrize("query", ["format=nix", "month=2026-99", "when=nix", "q=" + "a" * 300])
def test_wrong_query_is_said(client, query):
    EventFactory(name="Alpha")
    response = client.get(f"{FEED}?{query}")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert f"({query.partition('=')[0]}): " in response.content.decode()


def test_unchanged_calendar_is_not_sent_again(client):
    event = EventFactory(slug="a")
    for address in (FEED, "/veranstaltungen/a.ics"):
        first = client.get(address)
        again = client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert [(one.status_code, one.headers["ETag"]) for one in (first, again)] == [
            (200, first.headers["ETag"]),
            (304, first.headers["ETag"]),
        ]
        assert again.content == b""
        assert again.headers["Cache-Control"] == "no-cache"
        event.name += "!"
        event.save()
        assert client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200


def test_event_leaves_the_calendar_by_the_clock(client):
    first = client.get(FEED).headers["ETag"]
    EventFactory(
        published_from=timezone.now() - timedelta(days=2), published_until=timezone.now() + timedelta(days=1)
    )
    there = client.get(FEED, HTTP_IF_NONE_MATCH=first)
    Event.objects.update(published_until=timezone.now() - timedelta(days=1))

    assert len(items(there)) == 1
    assert client.get(FEED).headers["ETag"] == first


def test_feed_takes_the_same_queries_for_one_and_three_events(client):
    counts = []
    for _ in range(3):
        EventFactory(series=EventFactory(in_days=None), format=FormatFactory(slug="talk"))
        with CaptureQueriesContext(connection) as queries:
            assert items(client.get(FEED))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 4
