"""The page of one event: its state, its facts, its series; and what it tells machines."""

import json
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from offers.models import Event
from tests.config.test_pages import Page
from tests.factories import EntryFactory, EventFactory, FormatFactory, RegistrationFactory
from tests.landkarte.test_reports import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/veranstaltungen/a/"
BERLIN = ZoneInfo("Europe/Berlin")


def links(response):
    return {link["href"] for link in Page(response).all("a")}


def structured(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    return json.loads(found[1])


@pytest.mark.parametrize(
    ("facts", "word", "state"),
    [
        ({}, "findet statt", "open"),
        ({"is_full": True}, "ausgebucht", "full"),
        ({"is_cancelled": True}, "abgesagt", "cancelled"),
        ({"in_days": -1}, "vorbei", "past"),
        ({"in_days": -1, "is_full": True}, "vorbei", "past"),
        ({"in_days": 0}, "findet statt", "open"),
    ],
)
def test_event_says_its_state(client, facts, word, state):
    EventFactory(slug="a", **facts)

    content = client.get(PAGE).content.decode()

    assert f'<span class="state state--{state}">{word}</span>' in content


def test_event_shows_its_facts(client):
    EventFactory(
        slug="a",
        name="Alpha",
        date_start=date(2099, 3, 2),
        time_start=time(10),
        time_end=time(16),
        venue="Rathaus",
        city="Aachen",
        mode="both",
        languages="de,en",
        organiser="Die Stadt",
        format=FormatFactory(slug="talk", name_de="Vortrag"),
        audiences=["sme"],
        industries=["energy"],
        website="https://www.example.org/alpha",
        capacity=30,
    )
    text = text_of(client.get(PAGE))

    for fact in (
        "Montag, 2. März 2099 , 10:00 bis 16:00 Uhr",
        "Rathaus, Aachen (auch online)",
        "Deutsch und Englisch",
        "Die Stadt",
        "Vortrag",
        "sme de",
        "energy de",
        "example.org",
        "Plätze 30",
    ):
        assert fact in text


def test_event_shows_no_fact_that_nobody_stated(client):
    EventFactory(slug="a", city="", summary_de="")
    text = text_of(client.get(PAGE))

    for label in ("Veranstalter", "Sprachen", "Für wen", "Branchen", "Plätze", "Gäste", "Website", "Anmeld"):
        assert label not in text


def test_visitors_are_shown_after_the_event(client):
    EventFactory(slug="a", in_days=3, visitors=7)
    EventFactory(slug="b", in_days=-3, visitors=7)

    assert "Gäste 7" not in text_of(client.get(PAGE))
    assert "Gäste 7" in text_of(client.get("/veranstaltungen/b/"))


def test_organiser_is_a_link_while_the_entry_is_public(client):
    entry = EntryFactory(slug="haus", name="Haus")
    EventFactory(slug="a", organiser_entry=entry)
    assert "/eintraege/haus/" in links(client.get(PAGE))

    type(entry).objects.update(status="unpublished")

    response = client.get(PAGE)
    assert "/eintraege/haus/" not in links(response)
    assert "Haus" not in response.content.decode()


def test_event_of_a_series_leads_to_it_and_its_other_public_dates(client):
    series = EventFactory(slug="reihe", in_days=None)
    EventFactory(slug="a", series=series)
    EventFactory(slug="b", series=series, in_days=30)
    EventFactory(slug="war", series=series, in_days=-30)
    EventFactory(slug="entwurf", series=series, published_from=None)

    found = {link for link in links(client.get(PAGE)) if link.startswith("/veranstaltungen/")}

    assert found == {"/veranstaltungen/"} | {
        f"/veranstaltungen/{name}" for name in ("reihe/", "b/", "war/", "a.ics")
    }


def test_event_does_not_name_a_series_that_is_not_public(client):
    EventFactory(slug="a", series=EventFactory(name="Streng geheim", in_days=None, published_from=None))

    for address in (PAGE, "/api/v1/events/a/", "/veranstaltungen/a.ics"):
        assert "Streng geheim" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"registration": "form"}, {"/veranstaltungen/a/anmelden/"}),
        (
            {"registration": "external", "registration_url": "https://example.org/r"},
            {"https://example.org/r"},
        ),
        ({}, set()),
        ({"registration": "form", "is_cancelled": True}, set()),
        ({"registration": "form", "is_full": True}, set()),
        ({"registration": "form", "in_days": -1}, set()),
        ({"registration": "external", "registration_url": "https://example.org/r", "in_days": -1}, set()),
    ],
)
def test_event_leads_to_its_registration(client, facts, shown):
    EventFactory(slug="a", **facts)

    found = links(client.get(PAGE)) & {"/veranstaltungen/a/anmelden/", "https://example.org/r"}

    assert found == shown


def test_links_from_people_are_marked_and_left_out_on_the_exhibit(client):
    EventFactory(
        slug="a",
        website="https://example.org/",
        registration="external",
        registration_url="https://example.org/r",
    )
    outer = [link for link in Page(client.get(PAGE)).all("a") if link["href"].startswith("https://")]

    assert [link["rel"] for link in outer] == ["nofollow ugc noopener"] * 2
    inside = links(client.get(f"{PAGE}?kiosk=1"))
    assert "/veranstaltungen/?kiosk=1" in inside
    assert [link for link in inside if link.startswith(("http", "webcal"))] == []


@pytest.mark.parametrize(
    "facts", [{"published_from": None}, {"published_from": timezone.now() + timedelta(days=1)}]
)
@pytest.mark.parametrize(
    "address", [PAGE, "/veranstaltungen/a.ics", "/veranstaltungen/a/anmelden/", "/api/v1/events/a/"]
)
def test_event_that_is_not_public_is_not_found(client, facts, address):
    EventFactory(slug="a", registration="form", **facts)

    assert client.get(address).status_code == 404


def test_seats_left_are_counted_without_those_given_back(client):
    event = EventFactory(slug="a", registration="form", capacity=3)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, withdrawn_at=timezone.now())

    assert "3, noch 2 frei" in text_of(client.get(PAGE))
    assert Event.objects.get().seats_left == Event.objects.with_seats().get().seats_left == 2


@pytest.mark.parametrize(
    ("facts", "closes"),
    [
        ({}, "2026-03-03 00:00"),
        ({"time_start": time(10)}, "2026-03-02 10:00"),
        ({"registration_ends": datetime(2026, 3, 1, 8, tzinfo=BERLIN)}, "2026-03-01 08:00"),
        ({"registration_ends": datetime(2026, 4, 1, 8, tzinfo=BERLIN)}, "2026-03-03 00:00"),
    ],
)
def test_registration_closes_when_the_event_starts_at_the_latest(facts, closes):
    event = EventFactory(date_start=date(2026, 3, 2), **facts)

    assert f"{event.registration_closes_at.astimezone(BERLIN):%Y-%m-%d %H:%M}" == closes


# -- For machines -------------------------------------------------------------------------------------


def test_event_describes_itself_to_machines(client):
    EventFactory(
        slug="a",
        name="</script>Alpha",
        date_start=date(2099, 7, 1),
        time_start=time(10),
        time_end=time(16),
        venue="Rathaus",
        city="Aachen",
        mode="both",
        organiser="Stadt",
        is_cancelled=True,
        series=EventFactory(slug="reihe", name="Reihe", in_days=None),
    )
    data = structured(client.get(PAGE))

    assert {name: data[name] for name in ("@type", "name", "startDate", "endDate", "eventStatus")} == {
        "@type": "Event",
        "name": "</script>Alpha",
        "startDate": "2099-07-01T10:00:00+02:00",
        "endDate": "2099-07-01T16:00:00+02:00",
        "eventStatus": "https://schema.org/EventCancelled",
    }
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["location"][0]["address"]["addressLocality"] == "Aachen"
    assert data["organizer"]["name"] == "Stadt"
    assert data["superEvent"]["@id"] == "http://testserver/veranstaltungen/reihe/"


def test_event_tells_machines_nothing_that_is_not_known(client):
    EventFactory(slug="a", date_start=date(2099, 7, 1), city="", summary_de="")

    assert structured(client.get(PAGE)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "http://testserver/veranstaltungen/a/",
        "name": Event.objects.get().name,
        "url": "http://testserver/veranstaltungen/a/",
        "startDate": "2099-07-01",
        "endDate": "2099-07-01",
        "eventStatus": "https://schema.org/EventScheduled",
    }


# -- On the page of who organises it ------------------------------------------------------------------


def test_entry_shows_the_public_events_that_it_organises(client):
    entry = EntryFactory(slug="haus")
    EventFactory(name="Kommt", organiser_entry=entry, in_days=3)
    EventFactory(name="War", organiser_entry=entry, in_days=-3)
    EventFactory(name="Reihe", organiser_entry=entry, in_days=None)
    EventFactory(name="Fremd")
    EventFactory(name="Entwurf", organiser_entry=entry, published_from=None)

    shelves = client.get("/eintraege/haus/").context["shelves"]

    assert [[link.name for link in shelf.links] for shelf in shelves if shelf.name == "events"] == [
        ["Kommt", "Reihe", "War"]
    ]


def test_entry_folds_what_is_more_than_six(client):
    entry = EntryFactory(slug="haus")
    for days in range(8):
        EventFactory(organiser_entry=entry, in_days=days)

    (shelf,) = client.get("/eintraege/haus/").context["shelves"]

    assert (len(shelf.links), len(shelf.folded)) == (6, 2)


def test_entry_without_events_has_no_heading_for_them(client):
    EntryFactory(slug="haus")

    assert client.get("/eintraege/haus/").context["shelves"] == []
