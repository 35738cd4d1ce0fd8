"""How the portal talks to its database, and how long it waits for it."""

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


def database(address):
    """What `DATABASES` holds for this address; ImproperlyConfigured for a database that we do not know."""
    said = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    if said["ENGINE"] not in OPTIONS:
        raise ImproperlyConfigured(f"Unexpected value DATABASE_URL={address!r}: sqlite or postgres.")
    return said | {"OPTIONS": OPTIONS[said["ENGINE"]] | said.get("OPTIONS", {})}
