"""What an entry says, as columns of an export: those of the file format, and what staff know besides."""

from functools import partial

from desk.exporting.column import Column
from landkarte.loading.spreadsheet import IMPORTED
from landkarte.models.entry_fields import named
from machinery.spreadsheets.cells import plain


def _cells(field, entries):
    return {entry.pk: plain(_read(field, entry)) for entry in entries}


def _read(field, entry):
    if field.is_terms:
        return ";".join(term.slug for term in getattr(entry, field.name).all())
    if field.name == "organisation":
        return entry.organisation.slug if entry.organisation else ""
    return getattr(entry, field.attribute)


def _column(field):
    return Column(field.column, field.label, partial(_cells, field), is_imported=field in IMPORTED)


COLUMNS = tuple(_column(field) for field in (*IMPORTED, *named("state")))
