"""The dry run: reads the file into rows, then says of each what it would do. The map stays as it is."""

from collections import defaultdict, deque
from itertools import islice

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from landkarte.importing import uploads
from landkarte.importing.rows import (
    PART,
    Outcome,
    batch_of,
    heading,
    keep,
    place_of,
    slugs_of,
    table_row,
    told,
)
from landkarte.loading.entry_rows import EntryRows
from landkarte.loading.problems import Faulty, Problem, quoted
from landkarte.loading.writing import existing, try_out
from landkarte.models import Entry, Import, ImportedRow

OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.WRONG)
DEEPEST = 100  # organisations of organisations

# What the worker keeps from part to part, by job and file; a new worker opens the file again.
_open_files = {}  # (position, generator of records)
_lines = {}  # slug -> line


def check_part(job):
    """The next rows of the file, or once all are read, what the next of them would do."""
    batch = batch_of(job)
    try:
        if job.total is None:
            _read(batch, job)
        else:
            _try(batch, job)
    except Faulty as fault:
        raise ValidationError(str(fault)) from None


# -- Reading -------------------------------------------------------------------------------------------


def _read(batch, job):
    following = _records(batch, job)
    records = list(islice(following, PART))
    ImportedRow.objects.bulk_create(_row(batch, record) for record in records)
    job.position += len(records)
    if len(records) < PART:
        _end_of_file(batch, job)
    else:
        _open_files[_key(batch, job)] = (job.position, following)


def _records(batch, job):
    """The records from the job's position on."""
    position, records = _open_files.get(_key(batch, job), (None, None))
    _open_files.clear()  # what fails below must not be gone on with
    return records if position == job.position else islice(_all_records(batch), job.position, None)


def _key(batch, job):
    return job.pk, batch.file.name


def _all_records(batch):
    with uploads.open_file(batch) as file:
        yield from uploads.read(file, batch.table)


def _row(batch, record):
    row = ImportedRow(batch=batch, line=record.line, cells=record.cells)
    header = batch.table["header"]
    row.problems = [
        {"columns": [] if place is None else [header[place]], "reason": reason}
        for reason, place in record.problems
    ]
    if len(record.cells) != len(header):  # nobody knows which cell is which
        row.outcome = Outcome.WRONG
    return row


def _end_of_file(batch, job):
    """From now on the second half: trying out those rows that can be read."""
    if not job.position:
        raise Faulty([Problem(_("Unter der Überschrift steht keine Zeile."))])
    job.total = 2 * job.position
    job.position += batch.rows.filter(outcome=Outcome.WRONG).count()
    if job.position == job.total:
        _finish(batch, job)


# -- Trying out ----------------------------------------------------------------------------------------


def _try(batch, job):
    rows = list(batch.rows.filter(outcome=Outcome.READ)[:PART])
    context = EntryRows(_first_lines(batch, job))
    read = {row.line: table_row(batch, row) for row in rows}
    entries = existing({one.cells["slug"].strip() for one in read.values()}, locked=False)
    plans = []
    for row in rows:
        one = read[row.line]
        entry = entries.pop(one.cells["slug"].strip(), None)
        merged = entry and entry.merged_into
        plan, problems = context.plan(one, entry)
        if merged:
            problems.append(Problem(_merged(one, merged), row.line, ("slug",)))
        _judge(batch, row, plan, problems)
        if row.outcome in (Outcome.NEW, Outcome.CHANGED):
            plans.append(plan)
    by_line = {row.line: row for row in rows}
    for problem in try_out(plans, draft=batch.as_drafts):
        _judge_wrong(batch, by_line[problem.line], [problem])
    keep(rows, "outcome", "changes", "problems", "entry")
    job.position += len(rows)
    if job.position == job.total:
        _finish(batch, job)


def _first_lines(batch, job):
    """Each slug of the file -> its first line, wrong rows included: their mistakes are told there."""
    key = _key(batch, job)
    if key not in _lines:
        lines = {}
        for line, slug in slugs_of(batch, batch.rows):
            lines.setdefault(slug, line)
        _lines.clear()
        _lines[key] = lines
    return _lines[key]


def _merged(one, merged):
    return _("{slug} ist in {other} aufgegangen").format(
        slug=quoted(one.cells["slug"].strip()), other=quoted(merged.slug)
    )


def _judge(batch, row, plan, problems):
    if problems or row.problems:
        _judge_wrong(batch, row, problems)
        return
    row.entry = None if plan.created else plan.entry
    row.changes = told(plan.changes)
    row.outcome = Outcome.NEW if plan.created else Outcome.CHANGED if plan.fields else Outcome.UNCHANGED


def _judge_wrong(batch, row, problems):
    """Add the problems; what is wrong with a cell that could not even be read follows from that."""
    row.outcome, row.changes, row.entry = Outcome.WRONG, [], None
    known = {column for problem in row.problems for column in problem["columns"]}
    for problem in problems:
        columns = [heading(batch, column) for column in problem.columns]
        if not known.intersection(columns):
            row.problems.append({"columns": columns, "reason": problem.reason})


# -- The end -------------------------------------------------------------------------------------------


def _finish(batch, job):
    """Rows whose organisation is a wrong row are wrong too; the others come after their organisation."""
    _lines.clear()
    _order(batch)
    found = batch.rows.values_list("outcome").annotate(number=Count("pk")).order_by()
    batch.counts = dict.fromkeys([outcome.value for outcome in OUTCOMES], 0) | dict(found)
    batch.status = Import.Status.CHECKED
    batch.save(update_fields=["status", "counts"])
    job.result = dict(batch.counts)


def _order(batch):
    place = place_of(batch, "organisation")
    if place is None:
        return
    on_map = set(Entry.objects.values_list("slug", flat=True))
    new, waiting, lines = set(), defaultdict(list), {}
    for line, slug, organisation in _relations(batch):
        if organisation and organisation not in on_map:
            waiting[organisation].append(slug)
            lines[slug] = line
        else:
            new.add(slug)
    depths = _depths(waiting, new)
    _write_depths(batch, {line: depths.get(slug) for slug, line in lines.items()})


def _relations(batch):
    """Line, slug and organisation of the rows that would do something."""
    rows = batch.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED))
    named = dict(slugs_of(batch, rows, "organisation"))
    for line, slug in slugs_of(batch, rows):
        yield line, slug, named[line]


def _depths(waiting, first):
    """Slug -> how many rows must be applied before; those that can never be are missing."""
    depths, ready = {}, deque((slug, 0) for slug in waiting if slug in first)
    while ready:
        organisation, depth = ready.popleft()
        for slug in waiting.pop(organisation, ()):
            if depth < DEEPEST:
                depths[slug] = depth + 1
                ready.append((slug, depth + 1))
    return depths


def _write_depths(batch, depths):
    lines = list(depths)
    for start in range(0, len(lines), PART):
        rows = list(batch.rows.filter(line__in=lines[start : start + PART]))
        for row in rows:
            row.depth = depths[row.line] or 0
            if depths[row.line] is None:
                named = table_row(batch, row).cells["organisation"].strip()
                reason = _("{slug} ist in dieser Datei fehlerhaft oder gehört selbst hierzu")
                problem = Problem(reason.format(slug=quoted(named)), row.line, ("organisation",))
                _judge_wrong(batch, row, [problem])
        keep(rows, "outcome", "problems", "changes", "entry", "depth")
