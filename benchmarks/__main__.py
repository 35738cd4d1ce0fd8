"""Times the loading of the data set, then pages and API on synthetic entries, in a database of its own.

    python -m benchmarks --sizes 1500 15000

Prints the median of several calls in milliseconds. Compare runs on the same machine only.
"""

import argparse
import os
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

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from landkarte.loading import synthetic  # noqa: E402
from landkarte.models import Entry  # noqa: E402

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
DESK = [
    "/admin/",
    "/admin/landkarte/entry/",
    "/admin/landkarte/entry/?q=sprache&status__exact=published",
    "/admin/submissions/submission/",
]


def fill(number):
    """Bring the table to `number` entries."""
    real = Entry.objects.exclude(source=synthetic.SOURCE).count()
    synthetic.generate(number - real, seed=1)


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
    client, editor = Client(), Client()
    editor.force_login(get_user_model().objects.create_superuser("redaktion@example.org"))

    def read(path, client=client):
        response = client.get(path)
        return b"".join(response) if response.streaming else response.content

    for size in sizes:
        fill(size)
        print(f"\n{size} entries")
        for path in PATHS:
            print(f"{median(lambda path=path: read(path)):9.1f} ms  {path}")
        for path in DESK:
            print(f"{median(lambda path=path: read(path, editor)):9.1f} ms  {path}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_500, 15_000])
    main(parser.parse_args().sizes)
    shutil.rmtree(FOLDER)
