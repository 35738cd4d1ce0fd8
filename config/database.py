"""How the portal talks to its databases, and how long it waits for them."""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

OPTIONS = {  # those of the address come on top
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    "django.db.backends.postgresql": {
        "connect_timeout": 3,
        # Less for a lock than for a query: so who waits is told from who asks too much (machinery/busy.py).
        "options": "-c statement_timeout=15000 -c lock_timeout=5000",
    },
}
REPLICA = "replica"  # and its number: the alias of a replica


def databases(address, replicas):
    """`DATABASES` for the address of the primary and those of its replicas; ImproperlyConfigured for a
    database that we do not know."""
    named = {f"{REPLICA}{number}": _replica(one) for number, one in enumerate(replicas, start=1)}
    return {"default": _database("DATABASE_URL", address), **named}


def _database(name, address):
    said = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    if said["ENGINE"] not in OPTIONS:
        raise ImproperlyConfigured(f"Unexpected value {name}={address!r}: sqlite or postgres.")
    return said | {"OPTIONS": OPTIONS[said["ENGINE"]] | said.get("OPTIONS", {})}


def _replica(address):
    """Who asks it looks anyway whether it is well (config/replicas.py), and the primary is there instead."""
    said = _database("REPLICA_URLS", address)
    quick = {"connect_timeout": 2} | said["OPTIONS"]
    return said | {"CONN_HEALTH_CHECKS": False, "OPTIONS": quick, "TEST": {"MIRROR": "default"}}
