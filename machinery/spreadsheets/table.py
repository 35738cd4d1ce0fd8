"""Reads a file of ours, CSV in UTF-8 or XLSX, with known columns into rows that know their line."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from machinery.spreadsheets import xlsx_files
from machinery.spreadsheets.cells import checked, is_control, unescape
from machinery.spreadsheets.csv_files import WINDOWS_1252, delimiter_of, records
from machinery.spreadsheets.problems import Faulty, Problem, quoted
from machinery.texts import legible


@dataclass(frozen=True, slots=True)
class Row:
    """A record: the line on which it starts, and its cells by column."""

    line: int
    cells: dict[str, str]


def read_bytes(path):
    """The content of the file. `Faulty` when it cannot be read or is empty."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Faulty([Problem(_("Die Datei {path} gibt es nicht.").format(path=path))]) from None
    except (OSError, ValueError) as error:
        reason = _("Die Datei {path} ist nicht lesbar: {error}").format(path=path, error=error)
        raise Faulty([Problem(reason)]) from None
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise Faulty([Problem(_("Die Datei ist leer."))])
    return data


def read_table(path, *, columns, required=(), ignored=(), called=None):
    """The rows of the file, and the problems of rows left out because they do not fit the header.

    `ignored` columns may be there and are left out; `called` is what a heading may say instead of its column.
    Cells that an export has escaped are as they were before.

    Raises `Faulty` when there is no going on: file, encoding, header or quotation marks are broken.
    """
    data = read_bytes(path)
    header_line, header, found, read = (_sheet if data.startswith(xlsx_files.ZIP) else _lines)(data)
    header = [name if name in columns else (called or {}).get(name, name) for name in header]
    if problems := list(_header_problems(header, header_line, {*columns, *ignored}, required)):
        raise Faulty(problems)
    rows, problems = [], []
    for record in found:
        line = record.line
        for reason, place in record.problems:
            problems.append(Problem(reason, line, () if place is None else (header[place],)))
        if not record.problems:
            kept = (pair for pair in zip(header, record.cells, strict=True) if pair[0] not in ignored)
            rows.append(Row(line, {name: read(cell) for name, cell in kept}))
    return rows, problems


def _lines(data):
    """Line and names of the header, the records below it, and how their cells are read: of a CSV file."""
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line, header = next(records(reader), (1, []))
    found = (checked(line, cells, len(header)) for line, cells in records(reader))
    return line, [legible(name).strip() for name in header], found, unescape


def _sheet(data):
    """The same of a workbook."""
    table, found = xlsx_files.examine(io.BytesIO(data))
    return table["line"], table["header"], found, str


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("kein UTF-8 (Byte 0x{byte:02X} an Stelle {position} der Datei).").format(
            byte=data[error.start], position=error.start + 1
        )
        raise Faulty([Problem(f"{reason} {_guess(data)}".strip(), line)]) from None


def _guess(data):
    """A sentence on what the encoding looks like, or ""."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        return _("Die Datei sieht nach UTF-16 aus; bitte als „CSV UTF-8“ speichern.")
    try:
        text = data.decode(WINDOWS_1252)
    except UnicodeDecodeError:
        return ""
    if any(map(is_control, text)):
        return ""
    return _("Die Datei sieht nach Windows-1252 aus; bitte als „CSV UTF-8“ speichern.")


def _header_problems(header, line, columns, required):
    for name, times in Counter(header).items():
        if not name:
            yield Problem(_("Eine Spalte hat keinen Namen."), line)
        elif name not in columns:
            yield Problem(_("Diese Spalte ist unbekannt."), line, (_shown(name),))
        elif times > 1:
            yield Problem(_("Diese Spalte kommt mehrfach vor."), line, (name,))
    for name in required:
        if name not in header:
            yield Problem(_("Diese Spalte fehlt."), line, (name,))


def _shown(name):
    return quoted("".join("�" if is_control(char) else char for char in name))
