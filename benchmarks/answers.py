"""Times single answers in this process, none of them kept, and the column index, on many synthetic entries.

    python -m benchmarks.answers --entries 140000
    DATABASE_URL=postgres://landkarte@/landkarte python -m benchmarks.answers --entries 140000

Makes an SQLite database of its own and throws it away, unless another one is named: that keeps its entries,
and gets those that are missing. Prints milliseconds: the first call, the least and the median of the others,
and the processor time of this process. Compare runs on the same machine only.
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
    "LOG_LEVEL": "ERROR",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/bench.sqlite3")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from landkarte.models import Entry  # noqa: E402
from landkarte.query.filters import EntryFilter  # noqa: E402

CALLS = 9
PATHS = {
    "map, no filter": "/api/v1/map/",
    "map, near": "/api/v1/map/?zoom=12&bbox=6.8,50.9,7.1,51",
    "map, typical filter": "/api/v1/map/?kind=company&region=05315&industry=production",
    "map, around a place": "/api/v1/map/?near=50.94,6.96&radius=25",
    "list, whole page": "/",
    "list, typical filter": "/?kind=company&region=05315&industry=production",
    "list, page 40 by change": "/?sort=-updated&page=40",
    "API, a page": "/api/v1/entries/",
    "text": "/api/v1/map/?q=logistik",
    "text with a typo": "/api/v1/map/?q=logisstik",
}


def main(entries, calls):
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Entry.objects.count() < entries:
        call_command("generate_entries", entries)
    measure_index()
    client = Client()
    entry = Entry.objects.published().exclude(latitude=None).order_by("pk")[entries // 2]
    for name, path in {**PATHS, "an entry": entry.get_absolute_url()}.items():
        first, *others = [milliseconds(lambda path=path: client.get(path)) for _ in range(calls)]
        work = min(milliseconds(lambda path=path: client.get(path), time.process_time) for _ in range(calls))
        print(f"{first:9.1f} {min(others):9.1f} {statistics.median(others):9.1f} {work:9.1f} ms  {name}")


def measure_index():
    """How long the index takes to be built and moved on, and how much room."""
    index = EntryFilter.index
    print(f"{milliseconds(index.current):9.1f} ms  index built")
    columns = index.current().columns
    print(f"{len(columns)} entries, {columns.nbytes / len(columns):.1f} bytes each")
    for number in (1, 100):
        keys = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True)[:number])
        Entry.objects.filter(pk__in=keys).update(search_name=f" anders {number} ")
        print(f"{milliseconds(index.current):9.1f} ms  index moved on by {number}")
        Entry.objects.filter(pk__in=keys).refresh_search()
        index.current()


def milliseconds(call, clock=time.perf_counter):
    start = clock()
    call()
    return (clock() - start) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    parser.add_argument("--calls", type=int, default=CALLS)
    main(**vars(parser.parse_args()))
    shutil.rmtree(FOLDER)
