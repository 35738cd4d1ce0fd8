"""Files and databases that are made once: static files, a migrated database, folders for portals."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from tests.browser.portal import Portal
from tests.file_database import on_file
from tests.shared import made_once


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
    digest = hashlib.sha256()
    for made_by in ("config/storage.py", "machinery/bundles.py"):
        digest.update((settings.BASE_DIR / made_by).read_bytes())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            content = Path(storage.path(path)).read_bytes()
            digest.update(f"{path} {len(content)} ".encode() + content)
    return digest.hexdigest()


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
