"""Entries as spreadsheet rows: safe to open, and read back unchanged.

A cell that a spreadsheet would run as a formula (OWASP: CSV injection) gets an apostrophe in front;
`unescape` takes exactly one such apostrophe away again.
"""

import re

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from landkarte.models.details import FIELDS
from machinery.pages_first import Stepping, give_way

COLUMNS = [
    "slug",
    "kind",
    "name",
    "organisation",
    "street",
    "postal_code",
    "city",
    "ags",
    "latitude",
    "longitude",
    "precision",
    "website",
    "founded",
    "size",
    "summary_de",
    "summary_en",
    "industries",
    "focuses",
    *FIELDS,
    "updated",
]

_from_elsewhere = {"organisation", "industries", "focuses"}
_named_otherwise = {"ags": "region_id", "updated": "updated_at"}
FIELDS_OF_ROW = [_named_otherwise.get(name, name) for name in COLUMNS if name not in _from_elsewhere]

# An import reads over them: an export of staff has them too.
EXPORT_ONLY = (
    "updated",
    "status",
    "confirmed_on",
    "unconfirmed_since",
    "created",
    "published",
)

_formula = re.compile(r"'*[=+\-@\t\r\n]")
_escaped = re.compile(r"'+[=+\-@\t\r\n]")


def escape(text):
    return f"'{text}" if _formula.match(text) else text


def unescape(text):
    return text[1:] if _escaped.match(text) else text


def write_sheet(file, rows):
    """Write rows of texts and numbers as XLSX: numbers as numbers, all else as text, and nothing as a
    formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in rows:
        give_way()
        sheet.append([_sheet_cell(sheet, cell) for cell in cells])
    book.save(Stepping(file))


def _sheet_cell(sheet, value):
    if not isinstance(value, str):
        return value
    if not value:
        return None  # nothing is written of it: half of all cells are empty
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith(("=", "#")):  # what openpyxl takes for a formula or an error
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def row(entry, *, organisation, industries, focuses):
    """The cells of one entry in the order of COLUMNS. `entry` is anything with the fields FIELDS_OF_ROW,
    `organisation` its slug or None, and the terms are slugs."""
    texts = [
        entry.slug,
        entry.kind,
        entry.name,
        organisation or "",
        entry.street,
        entry.postal_code,
        entry.city,
        entry.region_id or "",
    ]
    numbers = ["" if number is None else number for number in (entry.latitude, entry.longitude)]
    more = [
        entry.precision,
        entry.website,
        entry.founded or "",
        entry.size,
        entry.summary_de,
        entry.summary_en,
        ";".join(industries),
        ";".join(focuses),
        *(getattr(entry, name) or "" for name in FIELDS),
        entry.updated_at.isoformat(timespec="seconds"),
    ]
    return [escape(cell) if isinstance(cell, str) else cell for cell in [*texts, *numbers, *more]]
