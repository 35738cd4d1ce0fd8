"""What every test stands on."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone, translation

from landkarte.models import DataVersion
from tests.factories import StaffFactory


@pytest.fixture(scope="session", autouse=True)
def collected_static():
    """The hashed static files, as in production: a page that names a missing file fails."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def empty_caches():
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def german_again():
    """A request leaves its language behind in its thread; the next test begins in German."""
    translation.activate("de")


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    """The backend of production: the test runner of Django puts another one in its place."""
    settings.EMAIL_BACKEND = "landkarte.outbox.OutboxBackend"


@pytest.fixture(scope="session")
def loaded_rows():
    """The rows of the real data set by model, once a test has loaded it."""
    return {}


@pytest.fixture
def real_data(db, loaded_rows):
    """The real starting data set, as `make run` loads it: first by that command, then from memory."""
    if loaded_rows:
        for model, rows in loaded_rows.items():
            model._base_manager.bulk_create(rows, batch_size=500)
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), list(loaded_rows)):
                cursor.execute(line)
        return
    call_command("load_data", stdout=StringIO())
    for app in ("landkarte", "offers", "flagships"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model is not DataVersion and (rows := list(model._base_manager.all())):
                loaded_rows[model] = rows


@pytest.fixture
def staff(db):
    return StaffFactory()


@pytest.fixture
def staff_client(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def set_clock(monkeypatch):
    """Sets the server's clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
