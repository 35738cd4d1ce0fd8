"""What others wait for while four readers ask for what is dearest, again and again.

    python -m benchmarks.four_dearest --entries 15000 --seconds 30
    DATABASE_URL=postgres://landkarte@/landkarte python -m benchmarks.four_dearest

The portal runs as `make run` runs it (two workers), on an SQLite database of its own unless another one is
named. Each request carries a parameter of its own, so that nothing is answered from what is kept; with
`--kept`, the others' requests do not. Prints milliseconds that `/`, a page of an entry and the map's answer
took, alone and beside the four: the median, 99 of a hundred, and the longest. What is promised: 99 of a
hundred within 500 ms. Compare runs on the same machine only.
"""

import argparse
import itertools
import os
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from statistics import median, quantiles

from benchmarks.every_address import FOLDER, TYPOS, fill  # first: it sets up Django on a database of its own

# isort: split
from urllib.parse import urlencode

from django.urls import reverse

from config.serve import web_command
from landkarte.models import Entry

PORT = int(os.environ.get("BENCH_PORT", "8799"))
ADDRESS = f"http://127.0.0.1:{PORT}"
BAR = 500  # milliseconds
numbers = itertools.count()


def dearest(entry):
    """The dearest of `benchmarks.every_address`: two downloads, two pages."""
    return [
        reverse("api:entry-csv"),
        reverse("api:entry-geojson"),
        f"{entry.get_absolute_url()}?{urlencode({'q': TYPOS})}",
        reverse("landkarte:entry-print"),
    ]


def others(entry):
    return {"/": "/", "an entry": entry.get_absolute_url(), "the map": reverse("api:map")}


def ask(path, *, anew=True):
    """Ask for a page, and read all of it."""
    if anew and not path.startswith("/api/"):  # which refuses parameters that it does not know
        path += f"{'&' if '?' in path else '?'}nr={next(numbers)}"
    elif anew:
        path += f"?near=51.2,7.5&radius={300 + next(numbers) % 100_000 / 1_000}"
    with urllib.request.urlopen(ADDRESS + path, timeout=60) as answer:  # noqa: S310 (our own server)
        while answer.read(1024 * 1024):
            pass


class Reader(threading.Thread):
    """Asks for a page again and again, `every` so many seconds, and notes how long each took."""

    def __init__(self, path, *, every=0.0, anew=True):
        super().__init__(daemon=True)
        self.path, self.every, self.anew = path, every, anew
        self.over, self.milliseconds, self.failed = threading.Event(), [], 0

    def run(self):
        while not self.over.is_set():
            begun = time.perf_counter()
            try:
                ask(self.path, anew=self.anew)
                self.milliseconds.append((time.perf_counter() - begun) * 1000)
            except (OSError, urllib.error.URLError):
                self.failed += 1
            self.over.wait(self.every)

    def stop(self):
        self.over.set()
        self.join(60)


@contextmanager
def reading(readers):
    for reader in readers:
        reader.start()
    yield
    for reader in readers:
        reader.stop()


@contextmanager
def portal():
    environment = os.environ | {"ALLOWED_HOSTS": "127.0.0.1"}
    server = subprocess.Popen(web_command(host="127.0.0.1", port=PORT, workers=2), env=environment)
    try:
        for _ in range(300):
            try:
                ask("/", anew=False)
                break
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def tell(title, readers):
    print(f"{title} (load {os.getloadavg()[0]:.1f})")
    for name, reader in readers.items():
        times = sorted(reader.milliseconds) or [float("nan")]
        late = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        told = f"{reader.failed} FAILED" if reader.failed else "ok" if late < BAR else "TOO SLOW"
        print(
            f"  {name:<10}{len(times):5} times {median(times):8.0f} {late:8.0f} {times[-1]:8.0f} ms  {told}"
        )


def main(entries, seconds, kept):
    fill(entries)
    entry = Entry.objects.published().exclude(latitude=None).order_by("pk").first()
    paths = others(entry)
    with portal():
        for path in [*paths.values(), *dearest(entry)]:
            for _worker in range(4):
                ask(path)  # as it is when somebody has asked before
        four = {path: Reader(path) for path in dearest(entry)}
        alone = {name: Reader(path, every=0.1, anew=not kept) for name, path in paths.items()}
        with reading(alone.values()):
            time.sleep(seconds / 3)
        tell("alone", alone)
        beside = {name: Reader(path, every=0.1, anew=not kept) for name, path in paths.items()}
        with reading(four.values()):
            with reading(beside.values()):
                time.sleep(seconds)
            tell("beside the four", beside)
        for path, reader in four.items():
            print(f"  {len(reader.milliseconds):5} times {median(reader.milliseconds):8.0f} ms  {path[:70]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--kept", action="store_true", help="others are answered from what is kept")
    try:
        main(**vars(parser.parse_args()))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
