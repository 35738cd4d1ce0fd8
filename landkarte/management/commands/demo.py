"""`manage.py demo`: what `make run` does before it serves, in one process."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Migrates, loads the starting data into an empty database, makes a demo login. For one's own machine."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="where the portal will be served")

    def handle(self, *args, address, **options):
        call_command("migrate", verbosity=0)
        call_command("load_data", if_empty=True)
        self.stdout.write(f"KI.Landkarte: {address}")
        self.stdout.write(f"Redaktion:    {address}admin/  ", ending="")
        call_command("demo_staff")
