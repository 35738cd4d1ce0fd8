"""Publishing and withdrawing what appears by the clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from machinery.scheduling import publish, withdraw
from offers.models import Offer
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def at(stage, **values):
    """An offer at this stage."""
    now = timezone.now()
    times = {
        "draft": {"published_from": None},
        "planned": {"published_from": now + DAY, "published_until": now + 2 * DAY},
        "published": {"published_from": now - DAY, "published_until": now + DAY},
        "expired": {"published_from": now - 2 * DAY, "published_until": now - DAY},
    }
    return OfferFactory(slug=stage, **times[stage], **values)


@pytest.fixture
def offers():
    return [at(stage) for stage in Offer.Stage.values]


@pytest.mark.parametrize("stage", Offer.Stage.values)
def test_rows_at_a_stage_are_those_that_say_so(offers, stage):
    found = [offer.slug for offer in Offer.objects.at_stage(stage)]

    assert found == [stage] == [offer.slug for offer in offers if offer.stage == stage]


@pytest.mark.parametrize(("stage", "keeps_end"), [("draft", False), ("planned", True), ("expired", False)])
def test_publish_makes_public_from_now_on(staff, stage, keeps_end):
    offer = publish(at(stage), by=staff)

    record = offer.history.first()
    assert Offer.objects.published().get() == offer
    assert (offer.published_until is not None) == keeps_end
    assert (record.history_user, record.history_change_reason) == (staff, "publish")


@pytest.mark.parametrize(("stage", "then"), [("published", "expired"), ("planned", "draft")])
def test_withdraw_takes_out_of_public(staff, stage, then):
    offer = withdraw(at(stage), by=staff)

    offer.refresh_from_db()
    record = offer.history.first()
    assert (offer.stage, Offer.objects.published().count()) == (then, 0)
    assert (record.history_user, record.history_change_reason) == (staff, "withdraw")


@pytest.mark.parametrize(
    ("verb", "stage", "message"),
    [
        (publish, "published", "„Published“ ist schon öffentlich."),
        (withdraw, "draft", "„Draft“ ist nicht öffentlich."),
        (withdraw, "expired", "„Expired“ ist nicht öffentlich."),
    ],
)
def test_verb_refuses_what_is_so_already(staff, verb, stage, message):
    offer = at(stage)
    lines = offer.history.count()

    with pytest.raises(ValidationError, match=message):
        verb(offer, by=staff)

    assert offer.history.count() == lines


def test_verb_looks_at_the_row_as_it_is_now(staff):
    offer = at("draft")
    publish(Offer.objects.get(), by=staff)

    with pytest.raises(ValidationError):
        publish(offer, by=staff)
