"""The login with which somebody who has just cloned the project can look at the admin."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User

EMAIL = "redaktion@landkarte.invalid"


class Command(BaseCommand):
    help = "Makes a demo editor with a random password, once, and prints the login. Not for production."

    def handle(self, **options):
        note = settings.VAR_DIR / "demo-staff-password"
        user = User.objects.filter(email=EMAIL).first()
        if user is None:
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser(EMAIL, password, name="Demo-Redaktion")
            note.touch(mode=0o600)
            note.write_text(password)
        elif not note.exists():
            self.stdout.write(f"{EMAIL} (Passwort unbekannt; neu setzen mit manage.py changepassword)")
            return
        self.stdout.write(f"{EMAIL}  Passwort: {note.read_text()}")
