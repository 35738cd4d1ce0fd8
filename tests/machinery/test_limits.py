"""Limits count in the database, and never know an address."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from machinery.limits import LimitReachedError, client_address, give_turn_back, sender_of, take, take_turn
from machinery.models import Quota
from tests.machinery.test_once import in_threads

LIMITS = {"an_hour": 2, "a_day": 3}


def request(rf, address):
    return rf.get("/", REMOTE_ADDR=address)


@pytest.mark.django_db
def test_sender_is_stopped_above_the_limit_of_an_hour_and_others_are_not():
    for _ in range(2):
        take("probe", sender="a", **LIMITS)

    with pytest.raises(LimitReachedError) as caught, transaction.atomic():
        take("probe", sender="a", **LIMITS)

    assert (caught.value.by_all, 0 < caught.value.seconds <= 3601) == (False, True)
    take("probe", sender="b", **LIMITS)


@pytest.mark.django_db
def test_sender_is_stopped_above_the_limit_of_a_day_and_others_are_not():
    for _ in range(10):
        take("probe", sender="a", an_hour=100, a_day=100)

    with pytest.raises(LimitReachedError) as caught, transaction.atomic():
        take("probe", sender="a", an_hour=100, a_day=100)

    assert (caught.value.by_all, 0 < caught.value.seconds <= 86_401) == (False, True)
    take("probe", sender="b", an_hour=100, a_day=100)


@pytest.mark.django_db
def test_all_are_stopped_above_the_budget_of_a_day(caplog):
    for sender in "abc":
        take("probe", sender=sender, **LIMITS)
    assert caplog.records == []

    with pytest.raises(LimitReachedError) as caught, transaction.atomic():
        take("probe", sender="d", **LIMITS)

    assert (caught.value.by_all, 0 < caught.value.seconds <= 86_401) == (True, True)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("ERROR", "the day's 3 of the form probe are used up")
    ]
    take("andere", sender="d", **LIMITS)


@pytest.mark.django_db
def test_what_was_rolled_back_does_not_count():
    for _ in range(5):
        with transaction.atomic():
            take("probe", sender="a", **LIMITS)
            transaction.set_rollback(True)

    assert Quota.objects.count() == 0


@pytest.mark.django_db
def test_rows_go_when_their_time_is_over():
    take("probe", sender="a", **LIMITS)
    Quota.objects.create(name="auch alt", ends_at=timezone.now() - timedelta(days=1))

    take("probe", sender="b", **LIMITS)

    assert not Quota.objects.filter(name__contains="alt").exists()


@pytest.mark.django_db(transaction=True)
def test_limit_holds_for_many_at_once():
    def one():
        with transaction.atomic():
            return take("probe", sender="a", an_hour=3, a_day=100)

    if connection.vendor == "postgresql":
        results = in_threads(*[one] * 8)
        stopped = [result for result in results if isinstance(result, LimitReachedError)]
        assert (len(stopped), results.count(None)) == (5, 3)
    else:
        for _ in range(3):
            one()
        with pytest.raises(LimitReachedError):
            one()
    assert sorted(Quota.objects.values_list("used", flat=True)) == [3, 3, 3]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, None, "203.0.113.7"),
    ],
)
def test_client_address_is_what_our_outermost_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert client_address(rf.get("/", REMOTE_ADDR="203.0.113.7", headers=headers)) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "Unsinn\x00", True),
    ],
)
def test_sender_is_one_network(rf, one, other, same):
    assert (sender_of(request(rf, one)) == sender_of(request(rf, other))) is same


def test_sender_changes_with_the_secret_and_never_holds_the_address(rf, settings):
    before = sender_of(request(rf, "203.0.113.7"))
    settings.SECRET_KEY = "only-for-another-name" * 3

    assert sender_of(request(rf, "203.0.113.7")) != before
    assert re.fullmatch("[0-9a-f]{32}", before)


# -- Turns ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_turns_are_counted_for_each_in_each_hour():
    for _ in range(2):
        take_turn("try", of="Ada@example.org", most=2)

    with pytest.raises(LimitReachedError) as error:
        take_turn("try", of=" ada@EXAMPLE.org", most=2)
    assert (0 < error.value.seconds <= 3601, error.value.by_all) == (True, False)
    take_turn("try", of="bob@example.org", most=2)
    take_turn("other", of="ada@example.org", most=2)
    take_turn("try", of="ada@example.org", most=2, period="day")


@pytest.mark.django_db
def test_turn_given_back_does_not_count():
    take_turn("try", of="ada", most=1)
    give_turn_back("try", of="ada")
    give_turn_back("try", of="ada")

    take_turn("try", of="ada", most=1)
    with pytest.raises(LimitReachedError):
        take_turn("try", of="ada", most=1)


@pytest.mark.django_db
def test_counter_of_turns_knows_nobody():
    take_turn("try", of="ada@example.org", most=1)

    assert "ada" not in Quota.objects.get().name
