"""The list of events: what comes, the series, what was, and its filter."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import escape

from offers.models import Event
from offers.models.event_words import days_in_words, hours_in_words, place_in_words
from tests.config.test_pages import Page
from tests.factories import EntryFactory, EventFactory, FormatFactory, IndustryFactory, RegistrationFactory
from tests.landkarte.test_entry_list import HOSTILE, boxes
from tests.landkarte.test_reports import text_of

pytestmark = pytest.mark.django_db

LIST = "/veranstaltungen/"


def slugs(rows):
    return [event.slug for event in rows]


def on_page(response):
    return slugs(response.context["page"])


# -- What stands where --------------------------------------------------------------------------------


def test_coming_events_stand_first_the_next_one_on_top(client):
    EventFactory(slug="spaet", in_days=20)
    EventFactory(slug="heute-abend", in_days=0, time_start=time(18))
    EventFactory(slug="heute", in_days=0)
    EventFactory(
        slug="laeuft", date_start=timezone.localdate() - timedelta(days=2), date_end=timezone.localdate()
    )
    EventFactory(slug="gestern", in_days=-1)

    response = client.get(LIST)

    assert on_page(response) == ["laeuft", "heute", "heute-abend", "spaet"]
    assert response.context["latest"] == []
    assert [(year.number, slugs(year.events)) for year in response.context["years"]] == [
        ((timezone.localdate() - timedelta(days=1)).year, ["gestern"])
    ]


def test_list_without_coming_events_says_so_and_shows_the_latest(client):
    for days in (-400, -30, -20, -10):
        EventFactory(slug=f"vor-{-days}", in_days=days)

    response = client.get(LIST)

    assert "Zurzeit ist keine Veranstaltung angekündigt." in text_of(response)
    assert slugs(response.context["latest"]) == ["vor-10", "vor-20", "vor-30"]


def test_filtered_list_without_coming_events_speaks_of_the_choice(client):
    EventFactory(in_days=5)

    assert "Zu dieser Auswahl ist zurzeit nichts angekündigt." in text_of(client.get(f"{LIST}?q=xqzwvk"))


def test_past_events_stand_by_year_with_their_counted_visitors(client):
    EventFactory(slug="a", date_start=date(2024, 3, 1), visitors=30)
    EventFactory(slug="b", date_start=date(2024, 5, 1), visitors=12)
    EventFactory(slug="c", date_start=date(2024, 4, 1))
    EventFactory(slug="d", date_start=date(2023, 4, 1))

    response = client.get(LIST)

    assert [
        (year.number, slugs(year.events), year.count, year.visitors, year.counted)
        for year in response.context["years"]
    ] == [(2024, ["b", "c", "a"], 3, 42, 2), (2023, ["d"], 1, 0, 0)]
    assert "42 Gäste, gezählt bei 2 Veranstaltungen" in text_of(response)


def test_series_show_their_coming_public_dates(client):
    series = EventFactory(slug="legal", in_days=None)
    EventFactory(slug="bald", series=series, in_days=3)
    EventFactory(slug="spaeter", series=series, in_days=30)
    EventFactory(slug="war", series=series, in_days=-3)
    EventFactory(slug="entwurf", series=series, in_days=4, published_from=None)

    response = client.get(LIST)

    assert [(one.slug, slugs(one.coming)) for one in response.context["series"]] == [
        ("legal", ["bald", "spaeter"])
    ]


def test_communities_stand_apart_from_events_of_unknown_date(client):
    EventFactory(slug="gruppe", in_days=None, format=FormatFactory(slug="community"))
    EventFactory(slug="tagung", in_days=None, format=FormatFactory(slug="conference"))

    response = client.get(LIST)

    assert slugs(response.context["series"]) == ["gruppe"]
    assert slugs(response.context["undated"]) == ["tagung"]


def test_real_data_has_the_four_communities_and_nothing_to_come(client, real_data):
    response = client.get(LIST)
    series = slugs(response.context["series"])

    assert {f"ai-community-{name}" for name in ("legal", "health", "developer", "verwaltung")} <= set(series)
    assert (
        sum(year.count for year in response.context["years"]) + len(on_page(response))
        == Event.objects.dated().count()
    )


@pytest.mark.parametrize("hidden", [0, 1, 2], ids=["draft", "planned", "expired"])
@pytest.mark.parametrize("in_days", [5, -5, None])
def test_list_hides_what_is_not_public(client, hidden, in_days):
    now = timezone.now()
    stages = [
        {"published_from": None},
        {"published_from": now + timedelta(days=1)},
        {"published_from": now - timedelta(days=2), "published_until": now - timedelta(days=1)},
    ]
    EventFactory(name="Streng geheim", city="Geheimstadt", in_days=in_days, **stages[hidden])
    month = (timezone.localdate() + timedelta(days=in_days or 0)).strftime("%Y-%m")

    for address in (
        LIST,
        f"{LIST}?when=past",
        f"{LIST}?view=month&month={month}",
        "/veranstaltungen.ics",
        "/api/v1/events/",
    ):
        content = client.get(address).content.decode()
        assert "Streng geheim" not in content, address
        assert "Geheimstadt" not in content, address


@pytest.mark.parametrize("words", HOSTILE)
def test_list_and_page_show_text_verbatim(client, words):
    EventFactory(slug="a", name=words, summary_de=words, city=words, organiser=words)

    for address in (LIST, "/veranstaltungen/a/"):
        assert client.get(address).content.decode().count(escape(words)) >= 4, address


def test_list_takes_the_same_queries_for_one_and_three_events(client):
    counts = []
    for _ in range(3):
        series = EventFactory(in_days=None)
        for days in (-5, 5):
            event = EventFactory(
                series=series,
                in_days=days,
                capacity=3,
                registration="form",
                organiser_entry=EntryFactory(),
                format=FormatFactory(slug="talk"),
            )
            RegistrationFactory(event=event)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 26


# -- The filter ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=alpha", ["a"]),
        ("q=aachen", ["b"]),
        ("format=talk", ["a"]),
        ("format=talk&format=panel", ["a", "b"]),
        ("industry=energy", ["a", "b"]),
        ("industry=health", ["a"]),
        ("audience=sme", ["a"]),
        ("city=Aachen", ["b"]),
        ("city=Aachen&city=Köln", ["a", "b"]),
        ("city=Nirgendwo", []),
        ("format=talk&city=Aachen", []),
        ("when=upcoming", ["a", "b"]),
        ("when=past", ["c"]),
        ("month=2024-02", ["c"]),
        ("month=2024-03", ["c"]),
        ("month=2024-04", []),
    ],
)
def test_filter_names_events(client, query, found):
    EventFactory(slug="a", name="Alpha", in_days=3, format=FormatFactory(slug="talk"), audiences=["sme"])
    EventFactory(
        slug="b", in_days=4, city="Aachen", format=FormatFactory(slug="panel"), industries=["energy"]
    )
    EventFactory(slug="c", date_start=date(2024, 2, 28), date_end=date(2024, 3, 2), city="Bonn")
    IndustryFactory(slug="health")

    assert on_page(client.get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize(
    "query",
    [
        "format=nix",
        "industry=nix",
        "when=nix",
        "month=2026-13",
        "month=1999-01",
        "view=nix",
        "page=0",
        "page=9",
        f"q={'a' * 300}",
        f"city={'a' * 300}",
    ],
)
def test_wrong_query_is_named_and_shows_nothing(client, query):
    EventFactory(name="Alpha")
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert f"( {query.partition('=')[0]} )" in text_of(response)
    assert "Alpha" not in text_of(response)


def test_facets_count_under_the_other_parameters(client):
    EventFactory(city="Aachen", format=FormatFactory(slug="talk"))
    EventFactory(city="Bonn", format=FormatFactory(slug="panel"))

    response = client.get(f"{LIST}?format=talk")

    assert boxes(response, "city") == {"Aachen": (False, False), "Bonn": (False, True)}
    assert boxes(response, "format") == {"talk": (True, False), "panel": (False, False)}


def test_chips_lead_to_the_query_without_them(client):
    EventFactory(city="Aachen")
    response = client.get(f"{LIST}?city=Aachen&when=upcoming&q=a")

    assert [(chip.label, chip.href) for chip in response.context["chips"]] == [
        ("„a“", "?city=Aachen&when=upcoming"),
        ("Aachen", "?when=upcoming&q=a"),
        ("Kommende", "?city=Aachen&q=a"),
    ]


def test_form_keeps_what_it_has_no_control_for(client):
    page = Page(client.get(f"{LIST}?view=month&month=2026-03&kiosk=1"))

    assert {one["name"]: one["value"] for one in page.all("input") if one.get("type") == "hidden"} == {
        "view": "month",
        "month": "2026-03",
        "kiosk": "1",
    }


def test_long_list_has_pages(client):
    for number in range(25):
        EventFactory(in_days=number + 1)

    first, second = client.get(LIST), client.get(f"{LIST}?page=2")

    assert [len(on_page(one)) for one in (first, second)] == [24, 1]
    assert client.get(f"{LIST}?page=3").status_code == 400


def test_links_carry_the_query_and_not_the_page(client):
    EventFactory(city="Aachen")
    context = client.get(f"{LIST}?city=Aachen&page=1").context

    assert context["as_month"] == "/veranstaltungen/?city=Aachen&view=month"
    assert context["calendar_file"] == "/veranstaltungen.ics?city=Aachen"
    assert context["calendar_subscription"] == "webcal://testserver/veranstaltungen.ics?city=Aachen"


# -- Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "german"),
    [
        (date(2025, 10, 1), date(2025, 10, 1), "Mittwoch, 1. Oktober 2025"),
        (date(2025, 9, 12), date(2025, 9, 14), "12. bis 14. September 2025"),
        (date(2025, 10, 7), date(2025, 11, 2), "7. Oktober bis 2. November 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30. Dezember 2025 bis 2. Januar 2026"),
    ],
)
def test_days_are_said_in_words(first, last, german):
    with translation.override("de"):
        assert days_in_words(first, last) == german


@pytest.mark.parametrize(
    ("start", "end", "several", "german"),
    [
        (None, None, False, ""),
        (time(9, 5), None, False, "ab 09:05 Uhr"),
        (time(10), time(16, 30), False, "10:00 bis 16:30 Uhr"),
        (time(10), time(16), True, "Beginn 10:00 Uhr, Ende 16:00 Uhr"),
    ],
)
def test_hours_are_said_in_words(start, end, several, german):
    with translation.override("de"):
        assert hours_in_words(start, end, several_days=several) == german


@pytest.mark.parametrize(
    ("place", "german"),
    [
        (("", "", ""), ""),
        (("Rathaus", "Aachen", "on-site"), "Rathaus, Aachen"),
        (("", "Aachen", "both"), "Aachen (auch online)"),
        (("", "", "both"), "vor Ort und online"),
        (("Rathaus", "Aachen", "online"), "online"),
    ],
)
def test_place_is_said_in_words(place, german):
    with translation.override("de"):
        assert place_in_words(*place) == german


# -- What the database refuses ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "times",
    [
        {"time_end": time(10)},
        {"time_start": time(10), "time_end": time(9)},
        {"time_start": time(10), "time_end": time(10), "date_end": date(2026, 1, 1)},
    ],
)
def test_event_refuses_an_end_before_its_start(times):
    with pytest.raises(IntegrityError, match="event_time_ends_after_it_starts"):
        EventFactory(date_start=date(2026, 1, 1), **times)


def test_event_of_several_days_may_end_at_an_earlier_hour():
    event = EventFactory(
        date_start=date(2026, 1, 1), date_end=date(2026, 1, 2), time_start=time(18), time_end=time(12)
    )

    assert event.starts_at < event.ends_at
