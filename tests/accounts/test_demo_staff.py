"""The demo login of `make run`: on SQLite only, never on a database that could be somebody's real one."""

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EMAIL = "redaktion@landkarte.invalid"


@pytest.fixture
def said(settings, tmp_path, capsys):
    """Runs the command, with a folder of its own; returns what it printed."""
    settings.VAR_DIR = tmp_path / "var"

    def run():
        call_command("demo_staff")
        return capsys.readouterr().out

    return run


def test_demo_staff_makes_a_login_that_stays_on_sqlite_and_nobody_elsewhere(said, client, settings):
    first, again = said(), said()

    assert again == first
    if connection.vendor == "sqlite":
        password = first.split("Passwort: ")[1].split()[0]
        assert client.login(username=EMAIL, password=password)
        assert client.login(username="technik.rolle@landkarte.invalid", password=password)
        assert client.get("/admin/landkarte/entry/").status_code == 403
        assert (settings.VAR_DIR / "demo-staff-password").stat().st_mode & 0o077 == 0
    else:
        assert first == "(kein Demo-Zugang: das ist keine SQLite-Datenbank)\n"
        assert User.objects.count() == 0


def test_demo_staff_does_not_touch_a_user_whose_password_it_does_not_know(said):
    user = User.objects.create_superuser(EMAIL, "ein eigenes Passwort")

    assert "Passwort: " not in said()

    user.refresh_from_db()
    assert user.check_password("ein eigenes Passwort")
