"""Rules of the catalogue that the database keeps."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import translation

from offers.models import Event, Offer

pytestmark = pytest.mark.django_db


def test_event_refuses_end_before_start():
    with pytest.raises(IntegrityError, match="event_ends_after_it_starts"):
        Event.objects.create(
            slug="a", name="A", date_start=datetime.date(2026, 2, 2), date_end=datetime.date(2026, 2, 1)
        )


def test_offer_refuses_unknown_phase():
    with pytest.raises(IntegrityError, match="offer_phase_is_known"):
        Offer.objects.create(slug="a", name="A", phase="later")


@pytest.mark.parametrize("phase", Offer.Phase.values)
def test_offer_takes_every_phase(phase):
    assert Offer.objects.create(slug="a", name="A", phase=phase).pk


def test_offer_summary_falls_back_to_german():
    offer = Offer(summary_de="Ein Vortrag.")

    with translation.override("en"):
        assert (offer.summary, offer.summary.language) == ("Ein Vortrag.", "de")
