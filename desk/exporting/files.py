"""Takes entries out as a spreadsheet, in the columns that somebody chose, and notes who did."""

import tempfile
from itertools import islice
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from desk.exporting.columns import column_of
from desk.models import Export
from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from machinery.pages_first import give_way
from machinery.spreadsheets.writing import csv_text, write_sheet

CSV, XLSX = "csv", "xlsx"
CHUNK = 200
PERSONAL = "landkarte.export_personal"


def named_by(address):
    """The published entries that an address of the map, or its query alone, names; ValidationError."""
    query = _query_of(address.strip())
    data = QueryDict(query)
    if query is None or any("\x00" in value for values in data.lists() for value in values[1]):
        raise ValidationError(_("Diese Adresse ist keine Suche auf der Karte."), "no-query")
    found = EntryFilter(data)
    if not found.is_valid():
        said = [f"{name}: {' '.join(errors)}" for name, errors in found.errors.items()]
        told = _("Diese Suche versteht die Karte nicht: %(why)s")
        raise ValidationError(told, "no-query", {"why": " ".join(said)})
    return found.qs


def _query_of(text):
    """The query of an address, or a query that stands alone; None for what is neither."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if "?" in text or parts.netloc or not text.strip("/"):
        return parts.query
    return text if "=" in text else None


def note(entries, columns, *, query, by):
    """Write down who takes what; call this before the file leaves. PermissionDenied for personal columns."""
    is_personal = any(column_of(name).is_personal for name in columns)
    if is_personal and not by.has_perm(PERSONAL):
        raise PermissionDenied
    return Export.objects.create(
        columns=columns, query=query[:2000], number=entries.count(), has_personal_data=is_personal, by=by
    )


def csv_lines(entries, columns):
    """Yields the lines of the file as bytes: with semicolons and a mark, so that spreadsheets open it by a
    click."""
    yield "\ufeff".encode()
    for row in _with_header(entries, columns):
        yield csv_text([row], delimiter=";").encode()


def sheet(entries, columns):
    """The XLSX file, open and at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_sheet(file, _with_header(entries, columns))
    file.seek(0)
    return file


def _with_header(entries, columns):
    yield columns
    yield from rows(entries, columns)


def rows(entries, columns):
    """Yields the cells of each entry, texts and numbers as they are."""
    chosen = [column_of(name) for name in columns]
    keys = Entry.objects.filter(pk__in=entries.order_by().values("pk")).order_by("name", "pk")
    found = keys.select_related("organisation").prefetch_related("industries", "focuses")
    stream = found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        give_way()
        cells = [column.cells(chunk) for column in chosen]
        for entry in chunk:
            yield [of_column[entry.pk] for of_column in cells]
