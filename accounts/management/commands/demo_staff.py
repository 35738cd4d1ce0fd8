"""The login with which somebody who has just cloned the project can look at the admin."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from accounts.addresses import confirm
from accounts.models import User

EMAIL = "redaktion@landkarte.invalid"


class Command(BaseCommand):
    help = "Makes a demo editor with a random password, once, and prints the login. On SQLite only."

    def handle(self, *args, **options):
        if connection.vendor != "sqlite":
            self.stdout.write("(kein Demo-Zugang: das ist keine SQLite-Datenbank)")
            return
        note = settings.VAR_DIR / "demo-staff-password"
        if not User.objects.filter(email=EMAIL).exists():
            self._make(note)
        if note.exists():
            self.stdout.write(f"{EMAIL}  Passwort: {note.read_text()}")
        else:
            self.stdout.write(f"{EMAIL}  (Passwort unbekannt; neu setzen mit manage.py changepassword)")

    def _make(self, note):
        password = secrets.token_urlsafe(12)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.touch(mode=0o600)
        note.write_text(password)
        confirm(User.objects.create_superuser(EMAIL, password, name="Demo-Redaktion"), EMAIL)
