"""`manage.py import_entries`: creates and changes entries from a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from landkarte import loading


class Command(BaseCommand):
    help = "Imports entries from a CSV file with the columns of data/entries.csv: all rows or none."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--draft", action="store_true", help="do not publish new entries")

    def handle(self, *args, file, dry_run, draft, **options):
        try:
            with transaction.atomic():
                tally = loading.load_entries(file, draft=draft, reason="import_entries")
                transaction.set_rollback(dry_run)
        except loading.Faulty as error:
            raise CommandError(f"{file.name}:\n{error}") from error
        except DatabaseError as error:
            raise CommandError(_("Die Datenbank lehnt das ab: {error}").format(error=error)) from error
        if dry_run:
            self.stdout.writelines(f"{line}\n" for line in tally.lines)
            self.stdout.write(_("Nur geprüft, nichts geändert."))
        self.stdout.write(f"{file.name}: {tally}")
