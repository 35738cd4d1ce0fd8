"""The logins with which somebody who has just cloned the project can look at the admin, in every role."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from accounts.addresses import confirm
from accounts.models import User
from accounts.roles import give, roles

EMAIL = "redaktion@landkarte.invalid"


class Command(BaseCommand):
    help = "Makes demo editors with a random password, once, and prints the logins. On SQLite only."

    def handle(self, *args, **options):
        if connection.vendor != "sqlite":
            self.stdout.write("(kein Demo-Zugang: das ist keine SQLite-Datenbank)")
            return
        note = settings.VAR_DIR / "demo-staff-password"
        if not User.objects.filter(email=EMAIL).exists():
            self._make(note)
        if note.exists():
            self.stdout.write(f"{EMAIL}  Passwort: {note.read_text()}")
            self.stdout.write(f"Mit demselben Passwort: {', '.join(self._of_roles(note.read_text()))}")
        else:
            self.stdout.write(f"{EMAIL}  (Passwort unbekannt; neu setzen mit manage.py changepassword)")

    def _make(self, note):
        password = secrets.token_urlsafe(12)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.touch(mode=0o600)
        note.write_text(password)
        confirm(User.objects.create_superuser(EMAIL, password, name="Demo-Redaktion"), EMAIL)

    def _of_roles(self, password):
        """One address for each role, made where it is missing."""
        for name in roles():
            address = f"{name.lower()}.rolle@landkarte.invalid"
            if not User.objects.filter(email=address).exists():
                user = User.objects.create_user(address, password, name=f"Demo-{name}", is_staff=True)
                confirm(user, address)
                give(user, [name])
            yield address
