"""Reads a CSV file into rows that know their line; comma, semicolon or tab, UTF-8."""

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from landkarte.loading.problems import Faulty, Problem, quoted
from landkarte.loading.spreadsheet import unescape
from machinery.texts import legible

_ALLOWED_CONTROLS = "\t\n\r"


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


def read_table(path, *, columns, required=(), ignored=()):
    """The rows of the file, and the problems of rows left out because they do not fit the header.

    `ignored` columns may be there and are left out. Cells that an export has escaped are as they were before.

    Raises `Faulty` when there is no going on: file, encoding, header or quotation marks are broken.
    """
    text = _decoded(read_bytes(path))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    header_line, header = next(records(reader), (1, []))
    header = [legible(name).strip() for name in header]
    if problems := list(_header_problems(header, header_line, {*columns, *ignored}, required)):
        raise Faulty(problems)
    rows, problems = [], []
    for line, cells in records(reader):
        found = list(_row_problems(line, cells, header))
        problems.extend(found)
        if not found:
            kept = (pair for pair in zip(header, cells, strict=True) if pair[0] not in ignored)
            rows.append(Row(line, {name: legible(unescape(cell)) for name, cell in kept}))
    return rows, problems


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
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    if any(map(is_control, text)):
        return ""
    return _("Die Datei sieht nach Windows-1252 aus; bitte als „CSV UTF-8“ speichern.")


def is_control(char):
    """Whether no text should hold the character: control characters, and halves of others."""
    return char not in _ALLOWED_CONTROLS and unicodedata.category(char) in ("Cc", "Cs")


def delimiter_of(text):
    """Which of the three parts most cells of the first line with content."""
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    return max(",;\t", key=header.count)


def records(reader):
    """Pairs of starting line and cells; records without any content are left out."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Faulty([Problem(csv_reason(error), line)]) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def csv_reason(error):
    if "field limit" in str(error):
        return _("Eine Zelle ist länger als {limit} Zeichen.").format(limit=csv.field_size_limit())
    return _("Die Anführungszeichen passen nicht zusammen.")


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


def _row_problems(line, cells, header):
    if len(cells) != len(header):
        reason = _("{found} statt {expected} Zellen.").format(found=len(cells), expected=len(header))
        yield Problem(reason, line)
        return
    for name, cell in zip(header, cells, strict=True):
        if control := next(filter(is_control, cell), None):
            reason = _("enthält das Steuerzeichen U+{code:04X}").format(code=ord(control))
            yield Problem(f"{reason} (NUL)." if control == "\0" else f"{reason}.", line, (name,))
