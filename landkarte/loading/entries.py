"""Loads entries: reads the whole file first, then writes what is new or different, with its history."""

from functools import partial

from django.db import transaction

from landkarte.loading.entry_rows import COLUMNS, REQUIRED, EntryRows, first_lines
from landkarte.loading.progress import with_progress
from landkarte.loading.spreadsheet import EXPORT_ONLY, called
from landkarte.loading.tally import Tally
from landkarte.loading.writing import batches, existing, relate, save
from landkarte.models.search_lines import refreshed_once
from machinery.spreadsheets.problems import Faulty
from machinery.spreadsheets.table import read_table


@transaction.atomic
def load_entries(path, *, draft=False, reason="load_data"):
    """Create or change one entry per row of the CSV or XLSX file; returns a `Tally`. Other entries stay.

    New entries are published unless `draft`; the status of the others stays. Each new or changed entry gets
    one line of history with the `reason` and the file's name. Raises `Faulty`, and nothing is written.
    """
    plans, tally, problems = _read(path)
    with refreshed_once(watch=partial(with_progress, label="3/3", rows=len(plans))):
        for batch in with_progress(batches(plans), "2/3", rows=len(plans)):
            problems.extend(save(batch, draft=draft))
        if problems:
            raise Faulty(problems)
        relate(plans, reason=f"{reason} {path.name}")
    return tally


def _read(path):
    """The plans for entries that are new or will change, the tally over all, and the problems."""
    rows, problems = read_table(
        path, columns=COLUMNS, required=REQUIRED, ignored=EXPORT_ONLY, called=called()
    )
    context, plans, tally = EntryRows(first_lines(rows)), [], Tally()
    for row, entry in with_progress(_Existing(rows), "1/3", rows=len(rows)):
        plan, found = context.plan(row, entry)
        problems.extend(found)
        tally.count(plan.entry.slug, line=row.line, created=plan.created, changes=plan.changes)
        if not found and plan.fields:
            plan.entry._prefetched_objects_cache = {}  # the old terms: out of date, and half of the memory
            plans.append(plan)
    return plans, tally, problems


class _Existing:
    """Pairs of row and the entry that it is about, or None; fetched in batches, locked for us."""

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        for rows in batches(self.rows):
            slugs = {row.cells["slug"].strip() for row in rows}
            entries = existing(slugs)
            for row in rows:
                yield row, entries.get(row.cells["slug"].strip())
