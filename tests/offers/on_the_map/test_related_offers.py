"""Which offers go with industries, on pages outside the catalogue."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.on_the_map.related_offers import offers_of
from tests.factories import FlagshipFactory, IndustryFactory, OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def health():
    return IndustryFactory(slug="health", name_de="Gesundheit")


def offer(slug, *industries, **fields):
    row = OfferFactory(slug=slug, name=slug, **fields)
    row.industries.set(industries)
    return row


def test_offers_of_the_industry_come_first_then_those_for_all(health):
    offer("gestalten", phase="design")
    offer("umsetzen", phase="implement")
    offer("finden", phase="identify", requestable=True)
    offer("auch-finden", phase="identify")
    offer("klinik", health, phase="network")
    offer("handel", IndustryFactory(slug="trade"), phase="identify")

    assert [(way.name, way.note, way.address) for way in offers_of([health])] == [
        ("klinik", "Vernetzen", "/angebote/klinik/?industry=health"),
        ("finden", "Anwendung finden", "/angebote/finden/?industry=health"),
        ("umsetzen", "Umsetzen", "/angebote/umsetzen/?industry=health"),
    ]
    assert offers_of([health])[0].reason == "Für die Branche Gesundheit gemacht."


def test_without_an_industry_only_those_for_all_fit(health):
    offer("finden", phase="identify")
    offer("klinik", health)

    assert [(way.name, way.address) for way in offers_of([])] == [("finden", "/angebote/finden/")]


def test_two_of_the_industry_are_enough(health):
    for number in range(4):
        offer(f"klinik-{number}", health)

    assert len(offers_of([health])) == 2


def test_offers_that_are_not_public_are_not_named(health):
    now = timezone.now()
    offer("entwurf", health, published_from=None)
    offer("geplant", health, published_from=now + timedelta(days=1))
    offer("alt", health, published_from=now - timedelta(days=2), published_until=now - timedelta(days=1))

    assert offers_of([health]) == []


def test_queries_are_the_same_for_one_and_three(health):
    counts = []
    for number in range(2):
        for more in range(1 + 2 * number):
            offer(f"klinik-{number}-{more}", health)
        with CaptureQueriesContext(connection) as queries:
            offers_of([health])
        counts.append(len(queries))

    assert counts == [2, 2]


def test_flagship_leads_to_offers(client, health):
    FlagshipFactory(slug="haus", industries=["health"])
    offer("klinik", health)

    assert 'href="/angebote/klinik/?industry=health"' in client.get("/flagships/haus/").content.decode()
