"""Leases, as letters and jobs have them: one worker at a time, and another one when it has died."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from machinery.leases import GIVEN_BACK, TRIES, claim, lease
from machinery.models import Job, Letter
from tests.between import just_before
from tests.machinery.test_once import in_threads

pytestmark = pytest.mark.django_db

TIME = timedelta(minutes=1)


def letter():
    return Letter.objects.create(
        message_id=get_random_string(12), sender="a@b.de", recipients=["c@d.de"], subject="S", text="T"
    )


def job():
    return Job.objects.create(kind="test", label="Zählen")


@pytest.fixture(params=["letter", "job"])
def make(request):
    return {"letter": letter, "job": job}[request.param]


def taken(make):
    """A row of this kind that is claimed now."""
    return claim(make.objects.free().order_by("pk"), TIME)


def test_row_is_claimed_by_one_and_the_next_by_another(make):
    rows = [make(), make()]
    model = type(rows[0])

    assert [taken(model), taken(model), taken(model)] == [*rows, None]


@pytest.mark.parametrize(("make", "column"), [(letter, "subject"), (job, "label")])
def test_claim_comes_with_what_is_changed_and_as_the_row_is_by_now(make, column):
    model, before = type(make()), timezone.now() - TIME

    with just_before("UPDATE", lambda: model.objects.update(**{column: "neu"})):
        row = claim(model.objects.free(), TIME, created_at=before)

    assert (getattr(row, column), row.created_at, row.is_claimed) == ("neu", before, True)


def test_row_of_a_dead_worker_is_free_when_its_lease_has_ended(make):
    row = make()
    model = type(row)
    model.objects.update(**lease(-TIME))

    assert taken(model) == row


def test_row_that_is_given_back_is_free_at_once(make):
    row = make()
    model = type(row)
    kept = taken(model)

    kept.give_back()
    kept.save()

    assert taken(model) == row
    assert model.objects.update(**GIVEN_BACK) == 1
    assert taken(model) == row


def test_renewed_lease_keeps_the_row(make):
    row = make()
    model = type(row)
    model.objects.update(**lease(-TIME))
    row.renew(TIME)
    row.save()

    assert taken(model) is None
    assert row.is_claimed


def test_row_of_a_dead_worker_is_not_unclaimed(make):
    """It may have done what it had to do, and died before it could say so."""
    first, second = make(), make()
    model = type(first)
    model.objects.filter(pk=first.pk).update(**lease(-TIME))

    assert list(model.objects.unclaimed()) == [second]
    assert set(model.objects.free()) == {first, second}


@pytest.mark.django_db(transaction=True)
def test_many_workers_get_each_row_once(make):
    rows = [make() for _ in range(TRIES // 2)]
    model = type(rows[0])

    workers = [lambda: taken(model)] * TRIES
    found = in_threads(*workers) if connection.vendor == "postgresql" else [work() for work in workers]

    assert sorted(row.pk for row in found if row) == [row.pk for row in rows]
