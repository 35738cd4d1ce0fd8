"""What machines share in Redis, and that nobody fails or waits when it is away."""

import socket
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from config.caches import Redis
from config.caches import caches as declared
from machinery import limits
from machinery.limits import LimitReachedError, give_turn_back, take_turn
from tests.browser.portal import free_port
from tests.config.machines import require, start_redis
from tests.machinery.test_once import in_threads


@pytest.fixture(scope="module")
def redis_port(tmp_path_factory):
    require("redis-server")
    port = free_port()
    process = start_redis(port, tmp_path_factory.mktemp("redis"))
    yield port
    process.kill()
    process.wait()


@pytest.fixture(autouse=True)
def at_first(monkeypatch):
    monkeypatch.setattr(Redis, "is_away", False)
    monkeypatch.setattr(Redis, "back_at", 0.0)


@pytest.fixture
def use(settings, tmp_path):
    """Lets this process have its cache in the Redis at this port."""

    def use(port):
        settings.CACHES = declared(f"redis://127.0.0.1:{port}/0", tmp_path)
        settings.LIMITS_CACHE = "default"
        return caches["default"]

    return use


@pytest.fixture
def shared(redis_port, use):
    cache = use(redis_port)
    cache.clear()
    yield cache
    cache.close()


@pytest.fixture
def away(use):
    """Nothing listens there."""
    return use(free_port())


def test_what_one_thread_keeps_others_find(shared):
    shared.set("wort", "da")

    assert in_threads(lambda: caches["default"].get("wort")) == ["da"]


def test_turns_count_in_redis_for_all(shared):
    one = lambda: take_turn("try", of="ada@example.org", most=3)  # noqa: E731
    results = in_threads(*[one] * 8)

    assert [isinstance(result, LimitReachedError) for result in results].count(False) == 3
    give_turn_back("try", of="ada@example.org")
    take_turn("try", of="ada@example.org", most=3)
    with pytest.raises(LimitReachedError) as caught:
        take_turn("try", of=" Ada@example.org", most=3)
    assert 0 < caught.value.seconds <= 3601


def test_turns_given_back_too_often_are_not_more_than_there_were(shared):
    take_turn("try", of="ada", most=1)
    give_turn_back("try", of="ada")
    give_turn_back("try", of="ada")

    take_turn("try", of="ada", most=1)
    with pytest.raises(LimitReachedError):
        take_turn("try", of="ada", most=1)


def test_turns_are_forgotten_after_their_time_and_not_before(shared):
    take_turn("try", of="ada", most=1, period="day")
    (key,) = (key.decode() for key in shared._cache.get_client().keys("landkarte:*"))
    tomorrow = (timezone.now() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    left = (tomorrow - timezone.now()).total_seconds()

    assert left < shared._cache.get_client().ttl(key) < left + 2 * limits.MARGIN_SECONDS
    assert "ada" not in key


def test_without_redis_the_process_has_its_own_memory(away, caplog):
    away.set("wort", "da")

    assert away.get("wort") == "da"
    assert away.get_or_set("anderes", 1) == 1
    assert away.incr("anderes") == 2
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "Redis is away" in caplog.text


def test_without_redis_limits_hold_and_lock_nobody_out(away):
    for _ in range(2):
        take_turn("try", of="ada", most=2)
        take_turn("try", of="bob", most=2)

    with pytest.raises(LimitReachedError):
        take_turn("try", of="ada", most=2)
    give_turn_back("try", of="bob")
    take_turn("try", of="bob", most=2)


def test_redis_that_answers_nothing_is_waited_for_once(use):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cache = use(silent.getsockname()[1])
        for number in range(20):
            cache.set(f"wort-{number}", "da")
        silent.setblocking(False)
        taken = 0
        with suppress(BlockingIOError):
            while True:
                silent.accept()[0].close()
                taken += 1

    assert taken == 1
    cache.close()


def test_redis_that_is_back_is_used_again(redis_port, away, use, monkeypatch, caplog):
    caplog.set_level("WARNING")
    away.set("wort", "vorher")
    cache = use(redis_port)
    assert cache.get("wort") == "vorher"  # nobody asks Redis in the pause

    monkeypatch.setattr(Redis, "back_at", time.monotonic())
    assert cache.get("wort") is None
    assert "Redis is there again" in caplog.text
    cache.close()
