"""Times the import desk on synthetic rows: dry run, apply, the same file again, undo; and its memory.

    python -m benchmarks.importing --rows 15000 --format xlsx

Prints seconds, and of the worker its processor time and its largest memory.
"""

import argparse
import csv
import io
import os
import random
import shutil
import subprocess
import sys
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
    "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{FOLDER}/bench.sqlite3"),
    "LOG_LEVEL": "ERROR",
}

import django  # noqa: E402

django.setup()

import openpyxl  # noqa: E402
from django.core.files import File  # noqa: E402
from django.core.management import call_command  # noqa: E402

from accounts.models import User  # noqa: E402
from desk.importing import mapping, steps  # noqa: E402
from landkarte.loading.entry_rows import COLUMNS  # noqa: E402
from landkarte.models import Focus, Industry, Region  # noqa: E402
from machinery.models import Job  # noqa: E402

WORKER = """
import django, pathlib, resource
django.setup()
from machinery import jobs
job = jobs.run_waiting()
used = resource.getrusage(resource.RUSAGE_SELF)
seconds = used.ru_utime + used.ru_stime
memory = int(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
print(f"     {job.position} steps, {seconds:.1f} s of one core, {memory} MB")
"""


def rows(number, *, version):
    """Rows of companies, every tenth a product of the company before it; another version, other texts."""
    chance = random.Random(7)
    towns = list(Region.objects.municipalities().values_list("name", "ags"))
    industries = list(Industry.objects.filter(retired=False).values_list("slug", flat=True))
    focuses = list(Focus.objects.filter(retired=False).values_list("slug", flat=True))
    for place in range(number):
        city, ags = chance.choice(towns)
        is_product = place % 10 == 9
        said = {
            "slug": f"bench-{place}",
            "kind": "product" if is_product else "company",
            "name": f"Synthetischer Eintrag {place}",
            "organisation": f"bench-{place - 1}" if is_product else "",
            "street": f"Musterstraße {place % 90 + 1}",
            "postal_code": f"{50000 + place % 9000}",
            "city": city.partition(" (")[0],
            "ags": ags,
            "latitude": round(50.5 + chance.random() * 1.8, 6),
            "longitude": round(6 + chance.random() * 3, 6),
            "precision": "address",
            "website": f"https://example.org/{place}",
            "founded": 1950 + place % 70,
            "size": "sme",
            "summary_de": f"Macht etwas mit KI, {version}. " * 8,
            "summary_en": f"Does something with AI, {version}. " * 8,
            "industries": ";".join(sorted(chance.sample(industries, 2))),
            "focuses": ";".join(sorted(chance.sample(focuses, 3))),
            "source": "synthetisch",
            "retrieved": "2026-11-01",
        }
        yield [said.get(column, "") for column in COLUMNS]


def write(path, number, *, version):
    if path.endswith(".csv"):
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows(number, version=version)])
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [COLUMNS, *rows(number, version=version)]:
        sheet.append(row)
    book.save(path)


def timed(label, act):
    started = time.perf_counter()
    answer = act()
    print(f"{label:<28}{time.perf_counter() - started:8.1f} s", flush=True)
    return answer


def run():
    """Do the waiting job as the server does: in a process of its own, which says its largest memory."""
    subprocess.run([sys.executable, "-c", WORKER], check=True)
    if error := Job.objects.latest("pk").error:
        raise SystemExit(error)


def checked(path, by):
    with open(path, "rb") as file:
        batch = timed("upload", lambda: steps.bring(File(file, os.path.basename(path)), by=by))
    steps.check(batch, columns=mapping.guess(batch.table["header"]), as_drafts=False, by=by)
    timed("dry run", run)
    batch.refresh_from_db()
    print("    ", batch.counts)
    return batch


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=15_000)
    options.add_argument("--format", choices=["csv", "xlsx"], default="xlsx")
    said = options.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_data", verbosity=0, stdout=io.StringIO())
    by = User.objects.create_user("bench@example.org", "", is_staff=True)
    first, second = (f"{FOLDER}/{version}.{said.format}" for version in ("first", "second"))
    for path in (first, second):
        write(path, said.rows, version=os.path.basename(path))
    print("new entries")
    batch = checked(first, by)
    steps.apply(batch, leave_out_wrong=False, by=by)
    timed("apply", run)
    print("the same file again")
    checked(first, by)
    print("every entry changed")
    change = checked(second, by)
    steps.apply(change, leave_out_wrong=False, by=by)
    timed("apply", run)
    for label, done in (("undo of the changes", change), ("undo of the new entries", batch)):
        steps.undo(done, by=by)
        timed(label, run)
        done.refresh_from_db()
        print("    ", done.counts)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(FOLDER)
