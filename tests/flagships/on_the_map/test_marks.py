"""Entries that are a flagship bear its mark: on cards, in the API, on their page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from tests.config.test_pages import Page
from tests.factories import EntryFactory, FlagshipFactory
from tests.landkarte.test_entry_detail import text_of
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LABEL = "KI.NRW-Flagship"


@pytest.fixture
def entry():
    entry = EntryFactory(slug="haus", name="Haus", kind="project")
    FlagshipFactory(slug="smarthaus", entry=entry)
    return entry


def marked(client, address="/"):
    """How often the page shows the mark."""
    page = Page(client.get(address))
    return len(
        [attributes for _tag, attributes in page.elements if attributes.get("class") == "mark mark--flagship"]
    )


def hide(**fields):
    FlagshipFactory._meta.model.objects.update(**fields)


UNPUBLISHED = {
    "draft": {"published_from": None},
    "planned": {"published_from": timezone.now() + timedelta(days=1)},
    "expired": {
        "published_from": timezone.now() - timedelta(days=2),
        "published_until": timezone.now() - timedelta(days=1),
    },
}


def test_card_of_a_flagship_bears_the_mark_and_others_do_not(client, entry):
    EntryFactory(name="Anderes")

    assert marked(client) == 1
    assert f'<span class="mark mark--flagship">{LABEL}</span>' in client.get("/").content.decode()


def test_page_of_the_entry_leads_to_the_flagship(client, entry):
    page = Page(client.get("/eintraege/haus/"))

    assert [link["href"] for link in page.all("a") if link.get("class") == "mark mark--flagship"] == [
        "/flagships/smarthaus/"
    ]


@pytest.mark.parametrize("address", ["/embed/", "/?kiosk=1", "/eintraege/haus/?kiosk=1", "/en/"])
def test_mark_stands_in_every_presentation(client, entry, address):
    assert marked(client, address) == 1


def test_print_names_the_mark(client, entry):
    assert f"Projekt · {LABEL}" in seen(client.get("/drucken/"))


@pytest.mark.parametrize("fields", UNPUBLISHED.values(), ids=UNPUBLISHED)
def test_flagship_that_is_not_public_marks_nothing(client, entry, fields):
    hide(**fields)

    assert [marked(client), marked(client, "/eintraege/haus/")] == [0, 0]
    assert "lagship" not in text_of(client.get("/eintraege/haus/"))
    assert client.get("/api/v1/entries/haus/").json()["marks"] == []


@pytest.mark.parametrize("address", ["/api/v1/entries/", "/api/v1/entries.geojson"])
def test_api_names_the_marks(client, entry, address):
    body = client.get(address).json()
    rows = body.get("results") or [feature["properties"] for feature in body["features"]]

    assert [row["marks"] for row in rows] == [["flagship"]]


@pytest.mark.parametrize("address", ["/api/v1/entries/", "/api/v1/entries/haus/", "/api/v1/entries.geojson"])
def test_mark_that_expires_by_the_clock_makes_a_new_answer(client, entry, address, set_clock):
    start = timezone.now()
    hide(published_until=start + timedelta(hours=1))
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    set_clock(start + timedelta(hours=2))

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_marks_cost_no_query_of_their_own(client, entry):
    counts = []
    for number in range(2):
        EntryFilter.index.current()  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
        for more in range(3):
            FlagshipFactory(entry=EntryFactory(name=f"Mehr {number} {more}"))

    assert counts[0] == counts[1]


def test_entry_fetched_without_marks_bears_none(entry):
    assert Entry.objects.get(slug="haus").marks == []
    assert [mark.name for mark in Entry.objects.with_marks().get(slug="haus").marks] == ["flagship"]
