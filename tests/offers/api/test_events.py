"""Events in the API."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import EntryFactory, EventFactory, FormatFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/events/"


def slugs(response):
    return [one["slug"] for one in response.json()["results"]]


def test_event_is_told_with_its_facts(client):
    event = EventFactory(
        slug="a",
        name="Alpha",
        summary_de="Deutsch.",
        date_start=date(2099, 7, 1),
        time_start=time(10),
        time_end=time(16),
        city="Aachen",
        venue="Rathaus",
        mode="both",
        languages="de,en",
        format=FormatFactory(slug="talk"),
        series=EventFactory(slug="reihe", in_days=None),
        organiser="Haus",
        organiser_entry=EntryFactory(slug="haus"),
        audiences=["sme"],
        industries=["energy"],
        registration="form",
        capacity=3,
    )
    RegistrationFactory(event=event)

    assert client.get(f"{LIST}a/").json() == {
        "id": event.pk,
        "slug": "a",
        "name": "Alpha",
        "summary": "Deutsch.",
        "summary_language": "de",
        "summary_de": "Deutsch.",
        "summary_en": "",
        "is_series": False,
        "series": "reihe",
        "state": "open",
        "date_start": "2099-07-01",
        "date_end": None,
        "time_start": "10:00:00",
        "time_end": "16:00:00",
        "starts": "2099-07-01T10:00:00+02:00",
        "ends": "2099-07-01T16:00:00+02:00",
        "city": "Aachen",
        "venue": "Rathaus",
        "mode": "both",
        "format": "talk",
        "audiences": ["sme"],
        "industries": ["energy"],
        "languages": ["de", "en"],
        "organiser": "Haus",
        "organiser_entry": "haus",
        "website": "",
        "registration": "form",
        "registration_url": "",
        "takes_registrations": True,
        "capacity": 3,
        "seats_left": 2,
        "visitors": None,
        "url": "http://testserver/veranstaltungen/a/",
        "calendar": "http://testserver/veranstaltungen/a.ics",
    }


def test_series_has_no_dates(client):
    EventFactory(slug="a", in_days=None)
    told = client.get(f"{LIST}a/").json()

    assert [
        told[name] for name in ("is_series", "date_start", "starts", "ends", "state", "takes_registrations")
    ] == [
        True,
        None,
        None,
        None,
        "open",
        False,
    ]


def test_list_has_pages_and_the_parameters_of_the_page(client):
    EventFactory(slug="a", in_days=3, city="Aachen")
    EventFactory(slug="b", in_days=4, city="Aachen")
    EventFactory(slug="c", in_days=5)
    EventFactory(slug="d", in_days=-5, city="Aachen")

    first = client.get(f"{LIST}?city=Aachen&when=upcoming&page_size=1")

    assert (slugs(first), first.json()["count"], first.json()["previous"]) == (["a"], 2, None)
    assert slugs(client.get(first.json()["next"])) == ["b"]


def test_list_is_that_of_the_public(client):
    hidden = EntryFactory(slug="geheim", status="draft")
    EventFactory(slug="a", organiser_entry=hidden)
    EventFactory(slug="b", published_from=None)

    (told,) = client.get(LIST).json()["results"]

    assert (told["slug"], told["organiser_entry"]) == ("a", None)


@pytest.mark.parametrize("query", ["format=nix", "when=nix", "month=1", "page=9", "view=month", "nix=1"])
def test_wrong_parameter_is_named(client, query):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert query.partition("=")[0] in response.content.decode()


def test_answer_moves_with_the_clock(client, monkeypatch):
    EventFactory(published_until=timezone.now() + timedelta(days=1))
    tag = client.get(LIST).headers["ETag"]
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    response = client.get(LIST, HTTP_IF_NONE_MATCH=tag)

    assert (response.status_code, slugs(response)) == (200, [])


def test_list_takes_the_same_queries_for_one_and_three_events(client):
    counts = []
    for _ in range(3):
        EventFactory(
            series=EventFactory(in_days=None),
            organiser_entry=EntryFactory(),
            format=FormatFactory(slug="talk"),
            audiences=["sme"],
            capacity=3,
            registration="form",
        )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 8
