"""Flagships are suggested while somebody types."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import FlagshipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def suggested(client, text, **headers):
    """The items of the group of flagships; None when there is no such group."""
    groups = client.get("/api/v1/suggestions/", {"q": text}, headers=headers).json()["groups"]
    return next((group["items"] for group in groups if group["name"] == "flagships"), None)


@pytest.mark.parametrize("text", ["kap", "kappa haus", "smar"])
def test_flagship_is_suggested_by_either_name(client, text):
    FlagshipFactory(slug="haus", name="Kappa Haus", full_name="Smartes Haus")
    FlagshipFactory(name="Anderes")

    assert suggested(client, text) == [
        {"label": "Kappa Haus", "note": "Smartes Haus", "kind": None, "address": "/flagships/haus/"}
    ]


def test_address_is_in_the_language_of_the_reader(client):
    FlagshipFactory(slug="haus", name="Kappa", full_name="Kappa")

    (item,) = suggested(client, "kappa", **{"Accept-Language": "en"})

    assert (item["address"], item["note"]) == ("/en/flagships/haus/", "")


def test_three_are_enough(client):
    for number in range(5):
        FlagshipFactory(name=f"Kappa {number}")

    assert len(suggested(client, "kappa")) == 3


def test_what_is_not_public_is_not_suggested(client):
    now = timezone.now()
    FlagshipFactory(name="Kappa", published_from=None)
    FlagshipFactory(name="Kappa", published_from=now + timedelta(days=1))
    FlagshipFactory(
        name="Kappa", published_from=now - timedelta(days=2), published_until=now - timedelta(days=1)
    )

    assert suggested(client, "kappa") is None
