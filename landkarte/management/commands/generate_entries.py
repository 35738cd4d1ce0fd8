"""`manage.py generate_entries`: brings synthetic entries into a database, and removes them again."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from landkarte import loading
from landkarte.entries import recommended
from landkarte.loading import synthetic
from landkarte.loading.progress import with_progress
from landkarte.models import Entry, Region

REFERENCE = ("regions.csv", "districts.geojson", "places.csv", "industries.csv", "focuses.csv")
MOST = 2_000_000


class Command(BaseCommand):
    help = "Brings synthetic entries, marked as such, into a database without real ones: for measuring."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, metavar="N", help="how many there will be")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same entries (1)")
        parser.add_argument(
            "--beside-real-data", action="store_true", help="even where there are real entries"
        )
        parser.add_argument("--remove", action="store_true", help="delete all synthetic entries")

    def handle(self, *args, number, seed, beside_real_data, remove, **options):
        if remove:
            self.stdout.write(_("{number} synthetische Einträge gelöscht.").format(number=synthetic.remove()))
            return
        if number is None or not 1 <= number <= MOST:
            raise CommandError(_("Wie viele? Eine Zahl von 1 bis {most}.").format(most=MOST))
        if not beside_real_data and Entry.objects.exclude(source=synthetic.SOURCE).exists():
            raise CommandError(
                _("Hier stehen echte Einträge: synthetische kommen nur mit --beside-real-data dazu.")
            )
        self._load_reference()
        made = synthetic.generate(
            number, seed=seed, watch=lambda parts: with_progress(parts, "", rows=number)
        )
        recommended.arrange()
        self.stdout.write(_("{number} synthetische Einträge angelegt.").format(number=made))

    def _load_reference(self):
        """Regions and vocabularies, where there are none yet."""
        if Region.objects.exists():
            return
        steps = dict(loading.steps())
        for name in REFERENCE:
            self.stdout.write(f"{name}: {steps[name](settings.DATA_DIR / name)}")
