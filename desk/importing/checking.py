"""The dry run: reads the file into rows, then says of each what it would do. The map stays as it is.

All reading and working out comes before the part that keeps what was found (`jobs.Work.look`), so that nobody
waits for it.
"""

from collections import defaultdict, deque
from itertools import islice

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from desk.importing.rows import (
    PART,
    Outcome,
    batch_of,
    heading,
    keep,
    open_file,
    place_of,
    slugs_of,
    table_row,
    told,
)
from desk.models import Import, ImportedRow
from landkarte.loading.entry_rows import EntryRows
from landkarte.loading.writing import existing, try_out
from landkarte.models import Entry
from machinery.jobs import LOOK_AGAIN
from machinery.spreadsheets import uploads
from machinery.spreadsheets.problems import Faulty, Problem, quoted

OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.WRONG)
DEEPEST = 100  # organisations of organisations

# What the worker keeps from part to part, by job and file; a new worker opens the file again.
_open_files = {}  # (position, generator of records)
_lines = {}  # slug -> line
_depths = {}  # line -> how many rows must be applied before, of those that are still to be kept


def look_ahead(job):
    """What the next part keeps: a function of the locked import and the job."""
    batch = batch_of(job, locked=False)
    try:
        if job.total is None:
            return _read(batch, job)
        return _try(batch) or _order(batch, job) or _finish(batch)
    except Faulty as fault:
        raise ValidationError(str(fault)) from None


def check_part(job, keep_found):
    """Keep what was found ahead."""
    return keep_found(batch_of(job), job)


# -- Reading -------------------------------------------------------------------------------------------


def _read(batch, job):
    """The next rows of the file."""
    following = _records(batch, job)
    rows = [_row(batch, record) for record in islice(following, PART)]
    is_end = len(rows) < PART
    if is_end and not job.position + len(rows):
        raise Faulty([Problem(_("Unter der Überschrift steht keine Zeile."))])

    def keep_rows(batch, job):
        ImportedRow.objects.bulk_create(rows)
        job.position += len(rows)
        if is_end:
            _end_of_file(batch, job)
        else:
            _open_files[_key(batch, job)] = (job.position, following)
        return LOOK_AGAIN

    return keep_rows


def _records(batch, job):
    """The records from the job's position on."""
    position, records = _open_files.get(_key(batch, job), (None, None))
    _open_files.clear()  # what fails below must not be gone on with
    return records if position == job.position else islice(_all_records(batch), job.position, None)


def _key(batch, job):
    return job.pk, batch.file.name


def _all_records(batch):
    with open_file(batch) as file:
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
    """From now on the second half: trying out the rows that can be read. The last step tells the counts."""
    job.total = 2 * job.position + 1
    job.position += batch.rows.filter(outcome=Outcome.WRONG).count()


# -- Trying out ----------------------------------------------------------------------------------------


def _try(batch):
    """What the next rows would do, or None when all are judged."""
    rows = list(batch.rows.filter(outcome=Outcome.READ)[:PART])
    if not rows:
        return None
    _judge_all(batch, rows)

    def keep_judged(batch, job):
        keep(rows, "outcome", "changes", "problems", "entry")
        job.position += len(rows)
        return LOOK_AGAIN

    return keep_judged


def _judge_all(batch, rows):
    context = EntryRows(_first_lines(batch))
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


def _first_lines(batch):
    """Each slug of the file -> its first line, wrong rows included: their mistakes are told there."""
    key = batch.job_id, batch.file.name
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


def _order(batch, job):
    """Rows whose organisation is a wrong row are wrong too; the others come after their organisation. None
    when all of them are told."""
    left = _depths_left(batch, job)
    rows = []
    while left and not rows:
        for row in batch.rows.filter(line__in=list(left)[:PART]):
            depth = left[row.line]
            if row.depth == depth or (depth is None and row.outcome == Outcome.WRONG):
                del left[row.line]
            else:
                rows.append(row)
    if not rows:
        return None
    for row in rows:
        _set_depth(batch, row, left[row.line])

    def keep_order(batch, job):
        keep(rows, "outcome", "problems", "changes", "entry", "depth")
        job.position, job.total = job.position + len(rows), job.total + len(rows)
        return LOOK_AGAIN

    return keep_order


def _finish(batch):
    found = dict(batch.rows.values_list("outcome").annotate(number=Count("pk")).order_by())

    def keep_counts(batch, job):
        _lines.clear()
        _depths.clear()
        batch.counts = dict.fromkeys([outcome.value for outcome in OUTCOMES], 0) | found
        batch.status = Import.Status.CHECKED
        batch.save(update_fields=["status", "counts"])
        job.result, job.position = dict(batch.counts), job.total

    return keep_counts


def _depths_left(batch, job):
    key = _key(batch, job)
    if key not in _depths:
        _depths.clear()
        _depths[key] = _depths_of(batch)
    return _depths[key]


def _depths_of(batch):
    """Line -> how many rows must be applied before, None when that can never be; those that need none are
    left out."""
    if place_of(batch, "organisation") is None:
        return {}
    on_map = set(Entry.objects.values_list("slug", flat=True))
    new, waiting, lines = set(), defaultdict(list), {}
    for line, slug, organisation in _relations(batch):
        if organisation and organisation not in on_map:
            waiting[organisation].append(slug)
            lines[slug] = line
        else:
            new.add(slug)
    depths = _depths_from(waiting, new)
    return {line: depths.get(slug) for slug, line in lines.items()}


def _relations(batch):
    """Line, slug and organisation of the rows that would do something."""
    rows = batch.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED))
    named = dict(slugs_of(batch, rows, "organisation"))
    for line, slug in slugs_of(batch, rows):
        yield line, slug, named[line]


def _depths_from(waiting, first):
    """Slug -> how many rows must be applied before; those that can never be are missing."""
    depths, ready = {}, deque((slug, 0) for slug in waiting if slug in first)
    while ready:
        organisation, depth = ready.popleft()
        for slug in waiting.pop(organisation, ()):
            if depth < DEEPEST:
                depths[slug] = depth + 1
                ready.append((slug, depth + 1))
    return depths


def _set_depth(batch, row, depth):
    row.depth = depth or 0
    if depth is None:
        named = table_row(batch, row).cells["organisation"].strip()
        reason = _("{slug} ist in dieser Datei fehlerhaft oder gehört selbst hierzu")
        _judge_wrong(batch, row, [Problem(reason.format(slug=quoted(named)), row.line, ("organisation",))])
