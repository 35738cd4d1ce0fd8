"""What every test stands on."""

from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.utils import translation

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


@pytest.fixture
def real_data(db):
    """The real starting data set, loaded as `make run` loads it."""
    call_command("load_data", stdout=StringIO())


@pytest.fixture
def staff(db):
    return StaffFactory()


@pytest.fixture
def staff_client(client, staff):
    client.force_login(staff)
    return client
