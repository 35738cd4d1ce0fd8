"""Applies what the dry run has found, a few rows at each step, each row one line of history.

A row is read anew against the map as it is now. When it would no longer do what the dry run has shown,
somebody was there in between: it is left out and told as a conflict.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from desk.importing.rows import Outcome, State, batch_of, keep, next_rows, table_row, told
from desk.models import Import
from landkarte.loading.entry_rows import EntryRows
from landkarte.loading.writing import existing, relate, save
from landkarte.models import Entry
from landkarte.models.search_lines import refreshed_once
from machinery.publishing import current_version

STEP = 20  # rows that are written together


# What the worker keeps from part to part, by job: (position, data version, context). It is good as long as
# both are what they were.
_contexts = {}


def rows_to_apply(batch):
    """Those that are waiting."""
    doing = (Outcome.NEW, Outcome.CHANGED)
    return batch.rows.filter(outcome__in=doing, state=State.WAITING)


def context_of(job):
    """What all rows are read against, as it is before the next part."""
    position, version, context = _contexts.pop(job.pk, (None, None, None))
    if (position, version) == (job.position, current_version()):
        return context
    context = EntryRows({})
    context.slugs = set(context.slug_of.values())  # an organisation must be there by now
    return context


def apply_part(job, context):
    """The next rows of one depth: an organisation before what belongs to it."""
    batch = batch_of(job)
    rows = next_rows(job, rows_to_apply(batch), STEP)
    if rows:
        _apply(batch, rows, context, by=job.created_by)
        keep(rows, "state", "told", "entry", "before")
    job.position += len(rows)
    _contexts[job.pk] = (job.position, current_version(), context)
    if not rows or job.position >= job.total:
        _contexts.clear()
        _end(batch, job)


def reason_of(batch):
    """What the history says of all that the import has done."""
    return Truncator(f"import {batch.pk} {batch.file_name}").chars(100)


def _apply(batch, rows, context, *, by):
    """Apply those rows that still do what they did; what the database refuses is told."""
    while waiting := [row for row in rows if row.state == State.WAITING]:
        plans = _plans(batch, waiting, context)
        with transaction.atomic(), refreshed_once():
            problems = save([plan for _row, plan in plans], draft=batch.as_drafts)
            if not problems:
                relate([plan for _row, plan in plans], reason=reason_of(batch), by=by)
            transaction.set_rollback(bool(problems))
        by_line = {row.line: row for row in waiting}
        for problem in problems:
            _tell(by_line[problem.line], str(problem.reason))
        if not problems:
            for row, plan in plans:
                row.state, row.entry = State.APPLIED, plan.entry
                context.learn(plan.entry)


def _plans(batch, rows, context):
    """Pairs of row and plan; rows that are no more what they were are marked."""
    read = [(row, table_row(batch, row)) for row in rows]
    context.lines = {one.cells["slug"].strip(): row.line for row, one in read}
    entries, named = (
        existing(context.lines),
        {one.cells.get("organisation", "").strip() for _row, one in read},
    )
    context.slugs -= named  # the context is from before the lock: one of them may be gone by now
    context.slugs.update(Entry.objects.unmerged().filter(slug__in=named).values_list("slug", flat=True))
    plans = []
    for row, one in read:
        entry = entries.get(one.cells["slug"].strip())
        plan, problems = context.plan(one, entry)
        if why := _conflict(row, plan, problems):
            _tell(row, why)
        else:
            changed = told(plan.changes)
            row.before = {change["field"]: [change["before"], change["after"]] for change in changed}
            plans.append((row, plan))
    return plans


def _conflict(row, plan, problems):
    """Why the row is not applied any more, or ""."""
    if problems:
        return problems[0].reason
    if row.outcome == Outcome.NEW:
        return "" if plan.created else _("Diesen Eintrag gibt es inzwischen.")
    if plan.created:
        return _("Diesen Eintrag gibt es nicht mehr.")
    if told(plan.changes) != row.changes:
        return _("Der Eintrag wurde nach der Prüfung geändert.")
    return ""


def _tell(row, why):
    row.state, row.told = State.CONFLICT, why[:500]


def _end(batch, job):
    states = batch.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED))
    for state in (State.APPLIED, State.CONFLICT):
        batch.counts[state.value] = states.filter(state=state).count()
    batch.status, batch.applied_at = Import.Status.APPLIED, timezone.now()
    batch.save(update_fields=["status", "applied_at", "counts"])
    job.position = job.total
    job.result = dict(batch.counts)
