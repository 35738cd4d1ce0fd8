"""The portal beside nginx and beside a textbook view, in one run, on synthetic entries; then in the browser.

    python -m benchmarks --entries 1400 14000 140000 1000000 --databases sqlite postgresql

wrk asks each address from the same machine: what is kept with eight connections, what is not with one (for
the times) and with eight (for the number). nginx gives out the same bytes, compressed, from a file, and again
by its own cache in front of the portal; the textbook is `benchmarks/textbook.py`. Everything has one process.
Prints tables for docs/performance.md. Wants wrk, nginx and, for PostgreSQL, a server (Debian: wrk,
nginx-light, postgresql). Compare figures of one run only.
"""

import argparse
import gzip
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import numpy

from benchmarks import in_browser
from benchmarks.load import loaded, median
from benchmarks.portal import ADDRESS, PORT, ROOT, environment, manage, serving
from tests.postgres import cluster, server_folder

NOT_KEPT_PORT, TEXTBOOK_PORT, FILES_PORT, CACHE_PORT = 8796, 8795, 8794, 8793
MANY = 8  # connections
TEXTBOOK_SECONDS = 15  # one answer can take several
ADDRESSES = {
    "map, no filter": "/api/v1/map/",
    "map, typical filter": "/api/v1/map/?kind=company&industry=production",
    "map, worst filter": "/api/v1/map/?near=51.4,7.2&radius=100&size=sme&sort=distance",
    "map, in a viewport": "/api/v1/map/?zoom=12&bbox=6.8,50.9,7.1,51",
    "list": "/",
    "list, typical filter": "/?kind=company&industry=production",
    "entry": None,  # the address of one of them
    "API, a page": "/api/v1/entries/",
    "text, rare": "/api/v1/map/?q=%s",
    "text, medium": "/api/v1/map/?q=Absatzprognose",
    "text, in half of all": "/api/v1/map/?q=GmbH",
    "text with a typo": "/api/v1/map/?q=Absatzprognohse",
}
FULL = "/api/v1/entries.geojson"
TEXTBOOK = "/entries/?kind=company"


# -- What is measured ---------------------------------------------------------------------------------


class Bench:
    """One database with so many entries, and the servers around it."""

    def __init__(self, folder, variables, seconds, rounds):
        self.folder, self.variables, self.seconds, self.rounds = folder, variables, seconds, rounds
        rows = manage(variables, "shell", "-v0", "-c", EXAMPLES).split()
        self.count, entry, self.rare = int(rows[0]), rows[1], rows[2]
        self.addresses = ADDRESSES | {"entry": entry}
        self.addresses["text, rare"] %= self.rare

    def load(self, port, path, **more):
        return loaded(f"http://127.0.0.1:{port}{path}", seconds=self.seconds, **more)

    def start(self):
        """Seconds from the start of a process to its first map answer, and megabytes that it then takes."""
        began = time.monotonic()
        with serving(self.variables | {"KEPT_MEGABYTES": "0"}, NOT_KEPT_PORT, probe="/api/v1/map/") as server:
            return time.monotonic() - began, megabytes(server.pid)

    def visible(self):
        """Seconds from the publishing of an entry beside the server until its map answer counts it."""
        total = self.total()
        manage(self.variables, "shell", "-v0", "-c", PUBLISH)
        began = time.monotonic()
        while self.total() == total:
            if time.monotonic() - began > 60:
                raise SystemExit("the new entry is not on the map after a minute")
            time.sleep(0.02)
        return time.monotonic() - began

    def total(self):
        return json.loads(read(f"{ADDRESS}/api/v1/map/?kind=company"))["total"]

    def rows(self):
        """Name of an address -> loads by what answered."""
        textbook = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error"]
        textbook += [
            "--port",
            str(TEXTBOOK_PORT),
            "--blocking-threads",
            "1",
            "benchmarks.textbook:application",
        ]
        with ExitStack() as servers:
            servers.enter_context(serving(self.variables))
            servers.enter_context(serving(self.variables | {"KEPT_MEGABYTES": "0"}, NOT_KEPT_PORT))
            servers.enter_context(serving(self.variables, TEXTBOOK_PORT, textbook, TEXTBOOK))
            self.write_files()
            servers.enter_context(nginx(self.folder))
            found = {
                name: self.row(number, path) for number, (name, path) in enumerate(self.addresses.items())
            }
            long = loaded(f"http://127.0.0.1:{TEXTBOOK_PORT}{TEXTBOOK}", seconds=TEXTBOOK_SECONDS)
            found["textbook, 1,400 rows"] = {"not kept": [long]}
            return found, self.visible()

    def row(self, number, path):
        read(f"http://127.0.0.1:{NOT_KEPT_PORT}{path}")  # columns and templates are read once
        tag = urllib.request.urlopen(ADDRESS + path, timeout=300).headers.get("ETag", "")  # noqa: S310
        loads = {"file": [], "cache": [], "kept": [], "304": [], "not kept": [], "not kept, many": []}
        for _ in range(self.rounds):
            loads["file"].append(self.load(FILES_PORT, f"/{number}", connections=MANY))
            loads["cache"].append(self.load(CACHE_PORT, path, connections=MANY))
            loads["kept"].append(self.load(PORT, path, connections=MANY))
            if tag:
                loads["304"].append(
                    self.load(PORT, path, connections=MANY, headers=[f"If-None-Match: {tag}"])
                )
            loads["not kept"].append(self.load(NOT_KEPT_PORT, path))
            loads["not kept, many"].append(self.load(NOT_KEPT_PORT, path, connections=MANY))
        return loads

    def write_files(self):
        """The answers of the portal, as files for nginx."""
        files = self.folder / "files"
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir()
        for number, path in enumerate(self.addresses.values()):
            body = read(ADDRESS + path)
            (files / str(number)).write_bytes(body)
            (files / f"{number}.gz").write_bytes(gzip.compress(body, 6))

    def download(self):
        """Bytes of everything, and seconds until they are there."""
        with serving(self.variables):
            began = time.monotonic()
            return len(read(ADDRESS + FULL)), time.monotonic() - began


EXAMPLES = """
from landkarte.models import Entry
entries = Entry.objects.published().exclude(latitude=None).order_by("pk")
one = entries[entries.count() // 2]
print(Entry.objects.published().count(), one.get_absolute_url(), one.slug.rsplit("-")[-1])
"""
PUBLISH = """
from landkarte.entries import moderation
from landkarte.models import Entry
one = Entry.objects.filter(kind="company", status="draft").order_by("pk").first()
moderation.publish(one, by=None)
"""


def read(address):
    with urllib.request.urlopen(address, timeout=600) as answer:  # noqa: S310 (loopback)
        return answer.read()


def megabytes(pid):
    """What a server and its workers have in memory."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    kilobytes = 0
    for one in [str(pid), *children]:
        lines = Path(f"/proc/{one}/status").read_text().splitlines()
        kilobytes = max(kilobytes, *(int(line.split()[1]) for line in lines if line.startswith("VmRSS")))
    return kilobytes / 1024


# -- Servers and databases ----------------------------------------------------------------------------


@contextmanager
def nginx(folder):
    (folder / "nginx.conf").write_text(
        (ROOT / "benchmarks/nginx.conf")
        .read_text()
        .format(folder=folder, files_port=FILES_PORT, cache_port=CACHE_PORT, portal_port=PORT)
    )
    server = subprocess.Popen([shutil.which("nginx"), "-c", folder / "nginx.conf", "-p", folder])
    time.sleep(1)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def database(name, folder):
    """The address of an empty database."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
    else:
        with cluster(server_folder()) as address:
            yield address


# -- Tables -------------------------------------------------------------------------------------------


def table(name, count, rows):
    print(f"\n{count:,} published entries, {name}\n")
    print(
        "| | nginx, file | nginx, cache | kept | of the file | p50, p99 | 304 | not kept | p50, p99 | eight |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for what, loads in rows.items():
        found = {way: median(several) for way, several in loads.items() if several}
        cells = [
            rate(found.get("file")),
            ratio(found, "cache"),
            rate(found.get("kept")),
            ratio(found, "kept"),
        ]
        cells += [times(found.get("kept")), rate(found.get("304")), rate(found.get("not kept"))]
        cells += [times(found.get("not kept")), rate(found.get("not kept, many"))]
        print(f"| {what} | {' | '.join(cells)} |", flush=True)
        if wrong := sum(load.failed for load in found.values()):
            print(f"|   **{wrong} failed** |")


def rate(load):
    return f"{load.rate:,.0f}" if load else ""


def ratio(found, way):
    return f"{found[way].rate / found['file'].rate:.2f}" if way in found else ""


def times(load):
    return f"{load.p50:.3g}, {load.p99:.3g}" if load else ""


def measure(name, sizes, folder, **how):
    with database(name, folder) as address:
        variables = environment(folder, DATABASE_URL=address)
        manage(variables, "migrate", "-v0")
        manage(variables, "collectstatic", "--no-input", "-v0")
        for size in sorted(sizes):
            began = time.monotonic()
            manage(variables, "generate_entries", str(size))
            generated = time.monotonic() - began
            bench = Bench(folder, variables, **how)
            started, memory = bench.start()
            rows, visible = bench.rows()
            table(name, bench.count, rows)
            length, took = bench.download()
            print(f"\ngenerated in {generated:.0f} s; visible {visible:.2f} s after publishing;")
            print(f"from start to the first map answer {started:.1f} s, with {memory:.0f} MB;")
            print(f"{FULL}: {length / 1e6:.1f} MB in {took:.1f} s", flush=True)


def main(entries, databases, browser, **how):
    versions = f"Python {platform.python_version()}, Django {django.__version__}, NumPy {numpy.__version__}"
    print(f"{time.strftime('%Y-%m-%d')}, {versions}")
    for name in databases:
        folder = Path(tempfile.mkdtemp(prefix="landkarte-bench-"))
        folder.chmod(0o755)  # nginx's worker reads files there
        try:
            measure(name, entries, folder, **how)
        finally:
            shutil.rmtree(folder)
    if browser:
        in_browser.main()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[1_400, 14_000, 140_000, 1_000_000])
    parser.add_argument(
        "--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    main(**vars(parser.parse_args()))
