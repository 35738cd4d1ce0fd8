"""What every test stands on."""

import gc
import hashlib
import os
import pickle
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone, translation

from machinery.models import DataVersion
from tests.browser.portal import Portal
from tests.client import Client
from tests.factories import StaffFactory
from tests.file_database import on_file
from tests.kept import KeptRows
from tests.shared import made_once


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


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def collected_static(pytestconfig):
    """The hashed static files, as in production: a page that names a missing file fails. They are made anew
    when one of them has changed, and kept for the other processes and the next run."""

    folder = pytestconfig.cache.mkdir("static")

    def collect(new):
        for old in newest_first(folder.glob("made-*"))[3:]:
            shutil.rmtree(old)
        staticfiles_storage.location = new
        call_command("collectstatic", interactive=False, verbosity=0)

    made = made_once(folder, f"made-{_static_digest()}", collect)
    Path(settings.STATIC_ROOT).symlink_to(made)
    staticfiles_storage.location = settings.STATIC_ROOT
    staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()


def _static_digest():
    """Of everything that the collected files are made from."""
    digest = hashlib.sha256((settings.BASE_DIR / "config" / "storage.py").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            content = Path(storage.path(path)).read_bytes()
            digest.update(f"{path} {len(content)} ".encode() + content)
    return digest.hexdigest()


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
    settings.EMAIL_BACKEND = "machinery.outbox.OutboxBackend"


@pytest.fixture(scope="session")
def migrated(pytestconfig):
    """A folder with an SQLite database whose tables the migrations have made. It is made anew when one of
    them has changed, and kept for the other processes and the next run."""
    digest = hashlib.sha256((settings.BASE_DIR / "uv.lock").read_bytes())
    for path in sorted(settings.BASE_DIR.glob("*/migrations/*.py")):
        digest.update(f"{path} ".encode() + path.read_bytes())

    def migrate(new):
        for old in newest_first(folder.glob("migrated-*"))[2:]:
            shutil.rmtree(old)
        Portal(new).manage("migrate", "--verbosity", "0")

    folder = pytestconfig.cache.mkdir("databases")
    return made_once(folder, f"migrated-{digest.hexdigest()}", migrate)


@pytest.fixture
def file_database(migrated, tmp_path, django_db_blocker):
    """The path of an SQLite database in a file, which the connection of this test is to; it waits for nobody.
    The test may open others. Not together with `django_db`."""
    with django_db_blocker.unblock(), on_file(migrated, tmp_path, patience=0.1) as path:
        yield path


@pytest.fixture(scope="session")
def fresh_folder(tmp_path_factory, collected_static):
    """Makes a folder for a portal: with the static files, and a database of its own."""

    def make(name, loaded):
        folder = tmp_path_factory.mktemp(name)
        (folder / "static").symlink_to(settings.STATIC_ROOT)
        shutil.copy(Portal(loaded).database, folder)
        return folder

    return make


def newest_first(folders):
    return sorted(folders, key=lambda made: made.stat().st_mtime, reverse=True)


@pytest.fixture(scope="module")
def kept_rows(request, django_db_setup, django_db_blocker):
    """What a fixture of a module makes by `kept_rows(make)` is there for all tests that ask for it."""
    rows = KeptRows(request.module, django_db_blocker)
    yield rows.keep
    rows.end(request.module)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that does not ask for the rows of its module begins with an empty database."""
    KeptRows.only_those_of(item.module if "kept_rows" in item.fixturenames else None)


@pytest.fixture(scope="session")
def loaded_rows(django_db_setup, django_db_blocker, run_folder):
    """The real starting data set, as `make run` loads it, by model: loaded once for all processes."""

    def load(folder):
        call_command("load_data", stdout=StringIO())
        models = [
            model
            for app in ("landkarte", "offers", "flagships")
            for model in apps.get_app_config(app).get_models(include_auto_created=True)
            if model is not DataVersion
        ]
        rows = {model._meta.label: list(model._base_manager.all()) for model in models}
        (folder / "rows").write_bytes(pickle.dumps({label: made for label, made in rows.items() if made}))

    with django_db_blocker.unblock(), transaction.atomic():
        folder = made_once(run_folder, "loaded-rows", load)
        transaction.set_rollback(True)
    rows = pickle.loads((folder / "rows").read_bytes())  # noqa: S301 (our own)
    return {apps.get_model(label): made for label, made in rows.items()}


@pytest.fixture(scope="module")
def real_rows(loaded_rows, kept_rows):
    def make():
        for model, rows in loaded_rows.items():
            model._base_manager.bulk_create(rows, batch_size=500)
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), list(loaded_rows)):
                cursor.execute(line)

    return kept_rows(make)


@pytest.fixture
def real_data(real_rows, db):
    """The real starting data set, in the order and with the keys of `load_data`."""


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
def set_clock(monkeypatch):
    """Sets the server's clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
