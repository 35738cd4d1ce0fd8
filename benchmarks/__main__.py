"""Times the loading of the data set, then pages and API on synthetic entries, in a database of its own.

    python -m benchmarks --sizes 1400 14000

Prints the median of several calls in milliseconds. Compare runs on the same machine only.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time

FOLDER = tempfile.mkdtemp(prefix="landkarte-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-measuring-only-for-measuring-only-for-measuring",
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "testserver",
    "VAR_DIR": FOLDER,
    "DATABASE_URL": f"sqlite:///{FOLDER}/bench.sqlite3",
    "LOG_LEVEL": "ERROR",
}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from landkarte.models import Entry, Focus, Industry, Region  # noqa: E402

CALLS = 7
PATHS = [
    "/",
    "/?q=logistik&kind=company",
    "/?q=logisstik",
    "/?region=05315&industry=health",
    "/api/v1/map/",
    "/api/v1/map/?q=logistik",
    "/api/v1/map/?near=50.94,6.96&radius=25",
    "/api/v1/entries/?page_size=100",
    "/api/v1/entries.csv",
]
WORDS = [
    "logistik",
    "sprache",
    "produktion",
    "bildung",
    "medizin",
    "roboter",
    "planung",
    "handel",
    "energie",
    "verwaltung",
]


def fill(number):
    """Bring the table to `number` entries around the municipalities, with two terms each."""
    chance = random.Random(number)
    towns = list(Region.objects.municipalities().filter(latitude__isnull=False))
    industries, focuses = list(Industry.objects.all()), list(Focus.objects.all())
    start = Entry.objects.count()
    rows = [_entry(index, chance, chance.choice(towns)) for index in range(start, number)]
    made = Entry.objects.bulk_create(rows, batch_size=500)
    for through, name, terms in (
        (Entry.industries.through, "industry", industries),
        (Entry.focuses.through, "focus", focuses),
    ):
        links = [through(entry=entry, **{name: chance.choice(terms)}) for entry in made]
        through.objects.bulk_create(links, batch_size=1000)
    Entry.objects.filter(search_text="").refresh_search()


def _entry(index, chance, town):
    return Entry(
        slug=f"messung-{index}",
        name=f"Messung {index} {chance.choice(WORDS)}",
        kind=chance.choice(Entry.Kind.values),
        status=Entry.Status.PUBLISHED,
        published_at=timezone.now(),
        summary_de=" ".join(chance.choices(WORDS, k=30)),
        region=town,
        city=town.name,
        latitude=town.latitude + chance.gauss(0, 0.02),
        longitude=town.longitude + chance.gauss(0, 0.03),
        precision=Entry.Precision.ADDRESS,
    )


def median(call):
    """Milliseconds, the median of several calls."""
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(sizes):
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    start = time.perf_counter()
    call_command("load_data")
    print(f"load_data: {time.perf_counter() - start:.1f} s")
    client = Client()

    def read(path):
        response = client.get(path)
        return b"".join(response) if response.streaming else response.content

    for size in sizes:
        fill(size)
        print(f"\n{size} entries")
        for path in PATHS:
            print(f"{median(lambda path=path: read(path)):9.1f} ms  {path}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_400, 14_000])
    main(parser.parse_args().sizes)
    shutil.rmtree(FOLDER)
