"""What an entry says, as columns of an export: those of the file format, and what staff know besides."""

from functools import partial

from django.db import models

from desk.exporting.column import Column
from landkarte.loading.spreadsheet import IMPORTED
from landkarte.models.entry_fields import named
from landkarte.query.plain_rows import Terms
from machinery.spreadsheets.cells import plain


def _terms(name, block):
    slugs = Terms(name).of(block.keys)
    return [";".join(slugs.get(key, ())) for key in block.keys]


def _texts(name, block):
    return block.read[name]


def _values(name, block):
    return [plain(value) for value in block.read[name]]


def _column(field):
    read = "organisation__slug" if field.name == "organisation" else field.attribute
    if field.is_terms:
        cells, reads = partial(_terms, field.name), ()
    elif isinstance(field.model_field, models.CharField | models.TextField):  # none of them is ever null
        cells, reads = partial(_texts, read), (read,)
    else:
        cells, reads = partial(_values, read), (read,)
    return Column(field.column, field.label, cells, reads, is_imported=field in IMPORTED)


COLUMNS = tuple(_column(field) for field in (*IMPORTED, *named("state")))
