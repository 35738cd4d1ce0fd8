"""What of the catalogue somebody may mean while typing."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import EventFactory, FundingProgrammeFactory, OfferFactory, PublicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADDRESS = "/api/v1/suggestions/"
DAY = datetime.timedelta(days=1)


def groups(client, text, **headers):
    body = client.get(ADDRESS, {"q": text}, headers=headers).json()
    return {group["name"]: group for group in body["groups"]}


def test_each_sort_is_a_group_with_addresses(client):
    OfferFactory(slug="alpha", name="Kappa Sprint", phase="design")
    PublicationFactory(slug="alpha", name="Kappa Heft", year=2025)
    FundingProgrammeFactory(slug="alpha", name="Kappa Geld", provider="Land NRW")

    assert groups(client, "kap") == {
        "offers": {
            "name": "offers",
            "label": "Angebote",
            "items": [
                {
                    "label": "Kappa Sprint",
                    "note": "Gestalten",
                    "kind": None,
                    "address": "/angebote/alpha/",
                }
            ],
        },
        "publications": {
            "name": "publications",
            "label": "Publikationen",
            "items": [
                {"label": "Kappa Heft", "note": "2025", "kind": None, "address": "/publikationen/alpha/"}
            ],
        },
        "funding": {
            "name": "funding",
            "label": "Förderprogramme",
            "items": [
                {"label": "Kappa Geld", "note": "Land NRW", "kind": None, "address": "/foerderung/alpha/"}
            ],
        },
    }


def test_address_is_in_the_language_of_the_reader(client):
    OfferFactory(slug="alpha", name="Kappa")

    (item,) = groups(client, "kappa", **{"Accept-Language": "en"})["offers"]["items"]

    assert item["address"].startswith("/en/")
    assert client.get(item["address"]).status_code == 200


def test_what_is_not_public_is_not_suggested(client):
    now = timezone.now()
    for make in (OfferFactory, EventFactory, PublicationFactory, FundingProgrammeFactory):
        make(name="Kappa Entwurf", published_from=None)
        make(name="Kappa geplant", published_from=now + DAY)
        make(name="Kappa abgelaufen", published_from=now - 2 * DAY, published_until=now - DAY)

    assert groups(client, "kappa") == {}


def test_events_are_those_to_come_and_series(client):
    EventFactory(slug="morgen", name="Kappa morgen", date_start=datetime.date(2999, 10, 1), city="Bonn")
    EventFactory(slug="gestern", name="Kappa gestern", in_days=-1)
    EventFactory(slug="reihe", name="Kappa Reihe", in_days=None, city="")

    items = groups(client, "kappa")["events"]["items"]

    assert [(item["label"], item["note"], item["address"]) for item in items] == [
        ("Kappa morgen", "Dienstag, 1. Oktober 2999 · Bonn", "/veranstaltungen/morgen/"),
        ("Kappa Reihe", "", "/veranstaltungen/reihe/"),
    ]


def test_three_of_a_sort_are_enough(client):
    for number in range(5):
        OfferFactory(name=f"Kappa {number}")

    assert len(groups(client, "kappa")["offers"]["items"]) == 3


def test_only_places_are_places_only(client):
    OfferFactory(name="Kappa")

    assert client.get(ADDRESS, {"q": "kappa", "only": "places"}).json() == {"groups": []}
