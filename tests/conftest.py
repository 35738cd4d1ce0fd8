"""What every test stands on."""

import gc

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db import connection
from django.utils import timezone, translation

from landkarte.figures.events import event_log
from landkarte.models.known_words import known_words
from landkarte.query.filters import EntryFilter
from tests.client import Client
from tests.factories import StaffFactory

pytest_plugins = ["tests.kept", "tests.prepared"]


def pytest_collection_finish():
    """What is there now stays to the end: no use in looking through it again and again for what can go."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    """Leaves out on PostgreSQL what would be the same test as on SQLite: what may not touch the database
    (pytest-django refuses it to all that do not ask for it), and what is marked `one_database`.
    Those that ask for the rows of their module come last in it."""
    at = {item.path: number for number, item in reversed([*enumerate(items)])}
    items.sort(key=lambda item: (at[item.path], "kept_rows" in item.fixturenames))
    if connection.vendor == "sqlite":
        return
    asking = {"db", "transactional_db"}
    away = {
        item
        for item in items
        if item.get_closest_marker("one_database")
        or (not item.get_closest_marker("django_db") and asking.isdisjoint(item.fixturenames))
    }
    config.hook.pytest_deselected(items=[item for item in items if item in away])
    items[:] = [item for item in items if item not in away]


@pytest.fixture(autouse=True)
def empty_caches():
    for cache in caches.all():
        cache.clear()
    EntryFilter.index.forget()
    known_words.forget()
    event_log.forget()


@pytest.fixture(autouse=True)
def german_again():
    """A request leaves its language behind in its thread; the next test begins in German."""
    translation.activate("de")


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    """The backend of production: the test runner of Django puts another one in its place."""
    settings.EMAIL_BACKEND = "machinery.outbox.OutboxBackend"


@pytest.fixture
def client():
    """A visitor who sends forms as a browser does, with token and origin."""
    return Client()


@pytest.fixture
def staff(db):
    return StaffFactory()


@pytest.fixture
def staff_client(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def staff_with(client):
    """A client of somebody on the staff who has these permissions of the map and no others."""

    def log_in(*names):
        user = StaffFactory(is_superuser=False)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def set_clock(monkeypatch):
    """Sets the server's clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
