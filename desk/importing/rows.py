"""The rows of an import as the loader reads them."""

import datetime
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from desk.models import Import, ImportedRow
from landkarte.models import Entry, Region
from machinery.spreadsheets.cells import unescape
from machinery.spreadsheets.csv_files import FORMAT as CSV
from machinery.spreadsheets.problems import Faulty, Problem
from machinery.spreadsheets.table import Row

PART = 200  # rows that are read, worked out and kept at once

Outcome, State = ImportedRow.Outcome, ImportedRow.State


def batch_of(job, *, locked=True):
    """The import at which this job works. ValidationError when it is gone, or another job has it by now: one
    that was stopped and is resumed would write over what came after it."""
    imports = Import.objects.select_for_update() if locked else Import.objects
    batch = imports.filter(pk=job.parameters["import"]).first()
    if batch is None or batch.job_id != job.pk:
        raise ValidationError(_("Mit dieser Datei ist inzwischen etwas anderes geschehen."), "overtaken")
    return batch


@contextmanager
def open_file(batch):
    """The upload of an import. `Faulty` when it is away."""
    try:
        file = batch.file.storage.open(batch.file.name, "rb")
    except OSError:
        raise Faulty([Problem(_("Die hochgeladene Datei ist nicht mehr da."))]) from None
    with file:
        yield file


def next_rows(job, waiting, most, *, deepest_first=False):
    """The next of the rows that are waiting (a QuerySet), all of one depth, by line. Where they end stands in
    `job.result`, so that the next ones are found without looking through all that come before."""
    depth, line = job.result.get("after", (None, 0))
    rows = list(waiting.filter(depth=depth, line__gt=line).order_by("line")[:most]) if line else []
    if not rows:
        order = "-depth" if deepest_first else "depth"
        depth = waiting.order_by(order).values_list("depth", flat=True).first()
        rows = list(waiting.filter(depth=depth).order_by("line")[:most])
    if rows:
        job.result["after"] = (rows[-1].depth, rows[-1].line)
    return rows


def table_row(batch, row):
    """The `Row` of our columns that the stored row means."""
    read = unescape if batch.table["format"] == CSV else str
    cells = {column: read(row.cells[int(place)]) for place, column in batch.mapping.items()}
    return Row(row.line, cells)


def place_of(batch, column):
    """Where in the file our column stands, or None."""
    return next((int(place) for place, name in batch.mapping.items() if name == column), None)


def keep(rows, *fields):
    """Save these fields of rows that are there: several times as quick as `bulk_update`."""
    ImportedRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=200
    )


def slugs_of(batch, rows, column="slug"):
    """Pairs of line and what the row says in this column, without loading more than that."""
    place = place_of(batch, column)
    read = unescape if batch.table["format"] == CSV else str
    for line, cells in rows.values_list("line", "cells").iterator():
        yield line, read(cells[place]).strip() if place < len(cells) else ""


def heading(batch, column):
    """How the file calls our column; ours when it has none."""
    place = place_of(batch, column)
    return batch.table["header"][place] if place is not None else column


# -- Differences ---------------------------------------------------------------------------------------


def told(changes):
    """The changes of a plan for the table: field, value before and after as JSON has them."""
    return [
        {"field": change.field or change.label, "before": raw(change.before), "after": raw(change.after)}
        for change in changes
    ]


def raw(value):
    """The value of a field, of an organisation or of terms as JSON can hold and compare it."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, datetime.date) else value


def shown(changes):
    """For pages: label, before and after of each change, as people write them."""
    fields = {change["field"] for change in changes}
    names = {}
    if "region" in fields:
        keys = {
            change[side] for change in changes for side in ("before", "after") if change["field"] == "region"
        }
        names = dict(Region.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [
        {
            "label": str(Entry._meta.get_field(change["field"]).verbose_name),
            **{side: _written(change["field"], change[side], names) for side in ("before", "after")},
        }
        for change in changes
    ]


def _written(name, value, regions):
    if value is None:
        return ""
    if name == "region":
        return f"{regions.get(value, '')} ({value})".strip()
    choices = dict(Entry._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))
