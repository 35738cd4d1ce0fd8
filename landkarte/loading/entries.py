"""Loads entries: reads the whole file first, then writes what is new or different, with its history."""

from functools import partial

from django.db import transaction

from landkarte.history import no_records, write_records
from landkarte.loading.entry_rows import COLUMNS, REQUIRED, TERMS, EntryRows, rule_problem
from landkarte.loading.problems import Faulty
from landkarte.loading.progress import with_progress
from landkarte.loading.rules import create_or_say, save_or_say
from landkarte.loading.table import read_table
from landkarte.loading.tally import Tally
from landkarte.models import Entry
from landkarte.models.search_lines import refreshed_once, touch
from landkarte.spreadsheet import EXPORT_ONLY

BATCH = 500  # entries read, or related, at once

_RELATIONS = {"organisation", *TERMS}


@transaction.atomic
def load_entries(path, *, draft=False, reason="load_data"):
    """Create or change one entry per row of the CSV file; returns a `Tally`. Other entries stay.

    New entries are published unless `draft`; the status of the others stays. Each new or changed entry gets
    one line of history with the `reason` and the file's name. Raises `Faulty`, and nothing is written.
    """
    plans, tally, problems = _read(path)
    with refreshed_once(watch=partial(with_progress, label="3/3", rows=len(plans))):
        for batch in with_progress(_batches(plans), "2/3", rows=len(plans)):
            problems.extend(_save(batch, draft=draft))
        if problems:
            raise Faulty(problems)
        _relate(plans, reason=f"{reason} {path.name}")
    return tally


def _read(path):
    """The plans for entries that are new or will change, the tally over all, and the problems."""
    rows, problems = read_table(path, columns=COLUMNS, required=REQUIRED, ignored=EXPORT_ONLY)
    context, plans, tally = EntryRows(rows), [], Tally()
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
        for rows in _batches(self.rows):
            slugs = {row.cells["slug"].strip() for row in rows}
            locked = Entry.objects.select_for_update().prefetch_related(*TERMS)
            entries = locked.in_bulk(slugs, field_name="slug")
            for row in rows:
                yield row, entries.get(row.cells["slug"].strip())


def _batches(items):
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _save(plans, *, draft):
    """Save the entries without their relations; returns the problems that the database has with them."""
    created = [plan for plan in plans if plan.created]
    if not draft:
        for plan in created:
            plan.entry.go_public()
    return [
        rule_problem(plan.line, names, message)
        for plan, names, message in [*_create(created), *_change(plan for plan in plans if not plan.created)]
    ]


def _create(plans):
    entries = [plan.entry for plan in plans]
    if broken := create_or_say(entries):
        return [(plan, *rule) for plan, rules in zip(plans, broken, strict=True) for rule in rules]
    touch(entry.pk for entry in entries)
    return []


def _change(plans):
    for plan in plans:
        with no_records(plan.entry):
            broken = save_or_say(plan.entry, update_fields=[*(plan.fields - _RELATIONS), "updated_at"])
        for names, message in broken:
            yield plan, names, message


def _relate(plans, *, reason):
    _set_organisations(plans)
    for batch in _batches(plans):
        _set_terms(batch)
        for created in (True, False):
            entries = [plan.entry for plan in batch if plan.created is created]
            write_records(entries, created=created, reason=reason)


def _set_organisations(plans):
    """Now that all entries of the file have a key, in whatever order they came."""
    for batch in _batches([plan for plan in plans if "organisation" in plan.fields]):
        slugs = {plan.organisation for plan in batch}
        keys = dict(Entry.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        for plan in batch:
            plan.entry.organisation_id = keys.get(plan.organisation)
        Entry.objects.bulk_update([plan.entry for plan in batch], ["organisation"])


def _set_terms(plans):
    for name in TERMS:
        wanted = [plan for plan in plans if name in plan.fields]
        field = Entry._meta.get_field(name)
        through, term = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        through.objects.filter(entry__in=[plan.entry for plan in wanted if not plan.created]).delete()
        through.objects.bulk_create(
            through(entry=plan.entry, **{term: key}) for plan in wanted for key in sorted(plan.terms[name])
        )
