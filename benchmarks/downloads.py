"""Measures the answers that carry all entries: seconds of processor time, and the memory of the process.

    python -m benchmarks.downloads --entries 15000

Makes synthetic entries in a database of its own, then asks for each answer several times in a process of its
own, as a program does (plain) and as a browser does (gzip). Prints the least processor time of the calls, the
length of the answer, and by how much the largest memory of the process grew since an answer with a few
entries. What is promised: one second for 15,000 entries, and the same memory for any number.
Compare runs on the same machine only.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

ADDRESSES = ["/api/v1/entries.geojson", "/api/v1/entries.csv"]
PARTS_OF_WORK = """
import resource, sys, time, django
django.setup()
from django.test import Client
client, address, headers = Client(), sys.argv[1], {"Accept-Encoding": sys.argv[2]}

def used():
    said = resource.getrusage(resource.RUSAGE_SELF)
    return said.ru_utime + said.ru_stime, said.ru_maxrss / 1024

def read(query=""):
    answer = client.get(address + query, headers=headers)
    assert answer.status_code == 200, answer.status_code
    parts = answer if answer.streaming else [answer.content]
    length = sum(map(len, parts))
    answer.close()
    return length

read("?bbox=7,51,7.05,51.05")
before = used()[1]
times = []
for _ in range(int(sys.argv[3])):
    begun = used()[0]
    length = read()
    times.append(used()[0] - begun)
print(f"{min(times):9.2f} s {length / 1e6:9.1f} MB {used()[1] - before:+9.1f} MB of memory", flush=True)
"""


def environment(folder):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-measuring-only-for-measuring-only-for-measuring",
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "testserver",
        "VAR_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "LOG_LEVEL": "ERROR",
    }


def main(entries, calls, folder):
    os.makedirs(f"{folder}/static", exist_ok=True)
    around = environment(folder)
    for command in (["migrate", "-v0"], ["generate_entries", str(entries), "--seed", "1"]):
        subprocess.run([sys.executable, "manage.py", *command], env=around, check=True, capture_output=True)
    print(f"{entries} entries, the least of {calls} calls")
    for address in ADDRESSES:
        for packing in ("identity", "gzip"):
            print(f"{address:<26}{packing:<10}", end="", flush=True)
            work = [sys.executable, "-c", PARTS_OF_WORK, address, packing, str(calls)]
            subprocess.run(work, env=around, check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--folder", help="where a database of an earlier run lies; it stays there")
    said = parser.parse_args()
    if said.folder:
        os.makedirs(said.folder, exist_ok=True)
    folder = said.folder or tempfile.mkdtemp(prefix="landkarte-bench-")
    try:
        main(said.entries, said.calls, folder)
    finally:
        if not said.folder:
            shutil.rmtree(folder)
