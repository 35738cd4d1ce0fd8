"""The demo login of `make run`."""

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User

pytestmark = pytest.mark.django_db
EMAIL = "redaktion@landkarte.invalid"
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="the demo login is for SQLite")


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@on_sqlite
def test_demo_staff_prints_a_login_that_works_and_keeps_it(folder, client, capsys):
    call_command("demo_staff")
    first = capsys.readouterr().out
    call_command("demo_staff")

    password = first.split("Passwort: ")[1].strip()
    assert capsys.readouterr().out == first
    assert client.login(username=EMAIL, password=password)
    assert (folder / "demo-staff-password").stat().st_mode & 0o077 == 0


@on_sqlite
def test_demo_staff_does_not_touch_a_user_whose_password_it_does_not_know(folder, capsys):
    user = User.objects.create_superuser(EMAIL, "ein eigenes Passwort")

    call_command("demo_staff")

    user.refresh_from_db()
    assert user.check_password("ein eigenes Passwort")
    assert "Passwort unbekannt" in capsys.readouterr().out


@pytest.mark.skipif(connection.vendor != "postgresql", reason="says what happens elsewhere than on SQLite")
def test_demo_staff_makes_nobody_on_another_database(folder, capsys):
    call_command("demo_staff")

    assert User.objects.count() == 0
    assert "kein Demo-Zugang" in capsys.readouterr().out
