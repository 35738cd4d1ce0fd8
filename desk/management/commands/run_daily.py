"""`manage.py run_daily`: what happens once a day; for a timer."""

from django.core.management.base import BaseCommand, CommandError

from desk.running import daily


class Command(BaseCommand):
    help = (
        "Writes the letters about the freshness of entries, settles claims, erases who wants to be "
        "forgotten, deletes what is kept long enough. Safe to run twice, at the same time, or after a gap."
    )

    def handle(self, *args, **options):
        report = daily.run()
        if report is None:
            self.stdout.write("Another run is at it.")
            return
        for name, number in report.done.items():
            self.stdout.write(f"{name}: {number}")
        if report.failed:
            raise CommandError("; ".join(f"{name} failed: {error}" for name, error in report.failed.items()))
