"""Measures exports of staff: processor time and the largest memory of a worker that writes all columns.

    python -m benchmarks.exporting --entries 15000

On an SQLite database of its own unless another one is named. Compare runs on the same machine only.
"""

import argparse
import resource
import shutil
import time

from benchmarks.every_address import FOLDER, fill  # first: it sets up Django on a database of its own

# isort: split
from django.contrib.auth import get_user_model

from desk.exporting import making
from desk.exporting.columns import columns
from landkarte.models import Entry
from machinery import jobs
from machinery.spreadsheets.writing import FORMATS


def main(entries):
    fill(entries)
    staff = get_user_model().objects.create_superuser("export@example.org")
    names = [column.name for column in columns(personal=True)]
    for format in FORMATS:
        before = time.process_time()
        export = making.ask(Entry.objects.all(), names, format=format, query="", by=staff)
        asked = time.process_time()
        jobs.run(export.job)
        export.refresh_from_db()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{format}: {export.number} rows of {len(names)} columns; asking {asked - before:.2f} s, "
            f"writing {time.process_time() - asked:.2f} s, {export.file.size / 1e6:.1f} MB, "
            f"the process at most {most:.0f} MB"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    try:
        main(parser.parse_args().entries)
    finally:
        shutil.rmtree(FOLDER)
