"""Times text searches of any width, without what is kept: milliseconds until the number of hits is there.

    DATABASE_URL=postgres://landkarte@/landkarte python -m benchmarks.texts --entries 1000000

On an SQLite database of its own unless another one is named. Compare runs on the same machine only.
"""

import argparse
import shutil
import time
from statistics import median

from benchmarks.every_address import FOLDER, fill  # first: it sets up Django on a database of its own

# isort: split
from django.http import QueryDict

from landkarte.query.filters import EntryFilter

TEXTS = ["123456", "breckerfeld", "maschinenbau bildverarbeitung", "maschinenbau", "bildung", "synthetisch"]
TEXTS += ["gibtesnicht", "logisstik"]


def main(entries, calls, texts):
    fill(entries)
    begun = time.perf_counter()
    EntryFilter.index.current()
    print(f"the index: {time.perf_counter() - begun:.1f} s")
    for text in texts:
        times = []
        for _ in range(calls + 1):
            begun = time.perf_counter()
            number = EntryFilter(QueryDict(f"q={text}")).total
            times.append((time.perf_counter() - begun) * 1000)
        print(f"{number:9} hits {median(times[1:]):8.0f} ms  {text}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("texts", nargs="*", default=TEXTS)
    try:
        main(**vars(parser.parse_args()))
    finally:
        shutil.rmtree(FOLDER)
