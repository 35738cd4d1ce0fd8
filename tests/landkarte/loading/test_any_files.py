"""Importing any bytes: rows or problems, never another error."""

import io
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from landkarte.loading.entry_rows import COLUMNS
from tests.machinery.spreadsheets.any_files import files_with

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("files") / "datei.csv"


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=files_with(COLUMNS))
def test_import_of_any_bytes_succeeds_or_is_refused(path, data):
    path.write_bytes(data)
    with suppress(CommandError):
        call_command("import_entries", str(path), "--dry-run", stdout=io.StringIO())
