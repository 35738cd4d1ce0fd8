"""Other tests take their tables from the models; here the migrations make them, on an empty database."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.browser.portal import Portal


@pytest.fixture
def new_database(request, tmp_path, transactional_db):
    """The address of a database without tables, on the same kind of server; on SQLite the migrations have
    been there already, for this run."""
    if connection.vendor == "sqlite":
        shutil.copy(Portal(request.getfixturevalue("migrated")).database, tmp_path)
        yield f"sqlite:///{Portal(tmp_path).database}"
        return
    name = f"migrated_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_migrations_make_the_tables_of_the_models(new_database):
    manage = [sys.executable, settings.BASE_DIR / "manage.py"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": new_database,
    }

    for command in (["migrate", "--verbosity=0"], ["makemigrations", "--check", "--dry-run"]):
        done = subprocess.run(
            [*manage, *command], env=environment, capture_output=True, text=True, check=False
        )

        assert (done.returncode, done.stderr) == (0, ""), done.stdout
