"""`manage.py load_data`: brings the starting data set into the database."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from landkarte import loading
from landkarte.models import Entry
from landkarte.models.search_lines import refreshed_once

DATA = {".csv", ".geojson"}


class Command(BaseCommand):
    help = "Loads the data folder: all files or none; a second time changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR, metavar="DIR")
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there is any entry (keeps edits of staff)",
        )

    def handle(self, *args, folder, if_empty, **options):
        if if_empty and Entry.objects.exists():
            self.stdout.write(_("Es gibt schon Einträge: nichts geladen."))
            return
        if not folder.is_dir():
            raise CommandError(_("Den Ordner {folder} gibt es nicht.").format(folder=folder))
        try:
            with transaction.atomic(), refreshed_once():
                self._load(folder)
        except DatabaseError as error:
            raise CommandError(_("Die Datenbank lehnt das ab: {error}").format(error=error)) from error

    def _load(self, folder):
        steps = loading.steps()
        for name, load in steps:
            if (folder / name).is_file():
                self.stdout.write(f"{name}: {self._tally(load, folder / name)}")
            else:
                self.stdout.write(_("{name}: fehlt, übersprungen").format(name=name))
        known = {name for name, _load in steps}
        for path in sorted(folder.iterdir()):
            if path.suffix in DATA and path.name not in known:
                self.stdout.write(_("{name}: noch ohne Ziel, übersprungen").format(name=path.name))

    def _tally(self, load, path):
        try:
            return load(path)
        except loading.Faulty as error:
            raise CommandError(f"{path.name}:\n{error}") from error
