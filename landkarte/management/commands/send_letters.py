"""`manage.py send_letters`: sends what lies in the outbox, again and again or once."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from landkarte import outbox


class Command(BaseCommand):
    help = (
        "Sends the letters of the outbox, until the process that started it ends; --once sends what is due."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="send what is due and end")
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks (2)")

    def handle(self, *args, once, every, **options):
        if once:
            while outbox.send_due():
                pass
            return
        parent = os.getppid()
        while os.getppid() == parent:
            self.look()
            time.sleep(every)

    def look(self):
        close_old_connections()
        try:
            outbox.send_due()
        except OperationalError as error:
            self.stderr.write(f"The database does not answer: {error}")
