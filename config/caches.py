"""What is kept for a while: in Redis for all machines, or in the memory of each process."""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

WAIT_SECONDS = 0.5  # for a connection, and for an answer
PAUSE_SECONDS = 5.0  # without Redis, once it was away: nobody waits for it meanwhile

log = logging.getLogger(__name__)


def caches(address, folder):
    """`CACHES` for the address of a Redis ("" for none). What comes from elsewhere lies below `folder` on
    each machine: it is large, and there again when somebody asks."""
    return {
        "default": _shared(address)
        if address
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "tiles": _on_disk(folder / "tiles", days=30, most=20_000),
        "pictures": _on_disk(folder / "pictures", days=30, most=2_000),  # 40 kB each
        "files": _on_disk(
            folder / "files", days=1, most=5_000
        ),  # of a storage that is no disk (config/s3.py)
    }


def _on_disk(folder, *, days, most):
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": folder,
        "TIMEOUT": days * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": most},
    }


def _shared(address):
    return {
        "BACKEND": "config.caches.Shared",
        "LOCATION": address,
        "KEY_PREFIX": "landkarte",
        "OPTIONS": {"socket_connect_timeout": WAIT_SECONDS, "socket_timeout": WAIT_SECONDS},
    }


class Redis:
    """Whether it is there, for all threads of this process."""

    back_at = 0.0  # monotonic seconds: before, nobody asks it
    is_away = False

    @classmethod
    def leave_out(cls, error):
        if not cls.is_away:
            log.error("Redis is away, and each process has its own memory instead: %s", error)
        cls.is_away, cls.back_at = True, time.monotonic() + PAUSE_SECONDS

    @classmethod
    def answers(cls):
        if cls.is_away:
            log.warning("Redis is there again")
        cls.is_away = False


def _in_either(name):
    """This method of a cache: of the one in Redis, or of the own memory while Redis is away."""
    in_redis, in_memory = getattr(RedisCache, name), getattr(LocMemCache, name)

    def method(self, *args, **kwargs):
        if time.monotonic() >= Redis.back_at:
            try:
                said = in_redis(self, *args, **kwargs)
            except RedisError as error:
                Redis.leave_out(error)
            else:
                Redis.answers()
                return said
        return in_memory(self.memory, *args, **kwargs)

    return method


class Shared(RedisCache):
    """Django's cache in Redis that does without when Redis is away: no page and no form fails for it."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self.memory = LocMemCache("without Redis", params | {"OPTIONS": {}})

    get, set, add = _in_either("get"), _in_either("set"), _in_either("add")
    touch, incr, delete = _in_either("touch"), _in_either("incr"), _in_either("delete")
    has_key, clear = _in_either("has_key"), _in_either("clear")
    get_many, set_many, delete_many = (
        _in_either("get_many"),
        _in_either("set_many"),
        _in_either("delete_many"),
    )
