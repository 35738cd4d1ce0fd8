"""Reads the first sheet of an Excel file row by row, as texts; nothing in it is run or evaluated."""

import datetime
import zipfile

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from machinery.spreadsheets.archives import (
    LARGEST_UNPACKED,
    MOST_SHEETS,
    MeasuredArchive,
    refuse_sizes,
    too_large,
    too_long,
    too_many_sheets,
)
from machinery.spreadsheets.cells import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    checked,
    too_many_columns,
    too_many_rows,
)
from machinery.spreadsheets.problems import Faulty, Problem, quoted
from machinery.texts import legible

FORMAT = "xlsx"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LAST_LINE = 1_048_576
SHEETS = "xl/worksheets/"
PICTURES = "xl/media/"  # nobody reads them


def examine(file):
    """What one needs to read the open file, as a dict, and its `Record`s, without opening it once more: to
    read all texts of a file takes the longest. Raises `Faulty`."""
    _refuse_other_archives(file)
    rows = _rows(file)
    line, header = next(rows, (1, []))
    texts = [legible(text).strip() for text, _reason in header]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise Faulty([Problem(too_many_columns(), line)])
    if problems := [Problem(reason, line) for _text, reason in header if reason]:
        raise Faulty(problems)
    return {"format": FORMAT, "header": texts, "line": line}, _records(rows, len(texts))


def read(file, table):
    """Yields a `Record` for each row below the header."""
    rows = _rows(file)
    next(rows, None)
    yield from _records(rows, len(table["header"]))


def _records(rows, width):
    for number, (line, cells) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Faulty([Problem(too_many_rows())])
        texts = [text for text, _reason in cells]
        record = checked(line, [*texts, *[""] * (width - len(texts))], width)
        record.problems += [(reason, place) for place, (_text, reason) in enumerate(cells) if reason]
        yield record


# -- The archive ---------------------------------------------------------------------------------------


def _refuse_other_archives(file):
    """`Faulty` for what is no plain XLSX, and for what says itself that it grows beyond measure."""
    try:
        file.seek(0)
        parts = MeasuredArchive(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Faulty([Problem(_broken())]) from None
    if reason := _refusal(parts):
        raise Faulty([Problem(reason)])
    for part in parts:
        if not part.filename.startswith(PICTURES):
            refuse_sizes(part)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_large()
    if (
        sum(part.filename.startswith(SHEETS) and "/_rels/" not in part.filename for part in parts)
        > MOST_SHEETS
    ):
        raise too_many_sheets()


def _refusal(parts):
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        return _("Das ist keine Excel-Datei (XLSX).")
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        return _("Die Datei enthält Makros; bitte als XLSX ohne Makros speichern.")
    if any(part.flag_bits & 1 for part in parts):
        return _protected()
    return ""


def refuse_old_or_protected(beginning):
    """`Faulty` for the container of old XLS files, which also wraps files with a password."""
    if beginning.startswith(OLE):
        raise Faulty([Problem(_protected())])


def _protected():
    return _(
        "Die Datei ist mit einem Kennwort geschützt oder im alten Format XLS; "
        "bitte ohne Kennwort als XLSX speichern."
    )


def _broken():
    return _("Die Excel-Datei ist beschädigt.")


# -- Rows ----------------------------------------------------------------------------------------------


def _rows(file):
    """Yields the line of each row with content, and for each of its cells text and what is wrong with it."""
    try:
        yield from _rows_of_first_sheet(file)
    except Faulty:
        raise
    except Exception:  # a made-up or damaged file makes openpyxl raise nearly anything
        raise Faulty([Problem(_broken())]) from None


def _rows_of_first_sheet(file):
    book = _book(file)
    if not book.worksheets:
        raise Faulty([Problem(_("Die Datei hat kein Tabellenblatt."))])
    sheet = book.worksheets[0]
    for line, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if line > LAST_LINE:
            raise Faulty([Problem(too_many_rows())])
        end = max((place for place, cell in enumerate(row, start=1) if cell.value is not None), default=0)
        cells = [_cell(cell) for cell in row[:end]]
        if any(len(text) > LONGEST_CELL for text, _reason in cells):
            raise too_long(line)
        if any(text.strip() for text, _reason in cells):
            yield line, cells


class _Sheet(ReadOnlyWorksheet):
    """A sheet that does not ask how large it is: what the file says need not be true, and where it says
    nothing, all of it would be read."""

    def _get_size(self):
        """Known when it is read."""


class _Reader(ExcelReader):
    def read_worksheets(self):
        for sheet, rel in self.parser.find_sheets():
            if rel.target not in self.valid_files:
                continue
            if "chartsheet" in rel.Type:
                self.read_chartsheet(sheet, rel)
                continue
            self.wb._sheets.append(_Sheet(self.wb, sheet.name, rel.target, self.shared_strings))
            self.wb._sheets[-1].sheet_state = sheet.state


def _book(file):
    """What `openpyxl.load_workbook` makes of the file, read from an archive that counts."""
    file.seek(0)
    reader = _Reader(file, read_only=True, keep_links=False)
    reader.archive = MeasuredArchive(file)
    reader.read()
    return reader.wb


def _cell(cell):
    """Text of the cell and why it cannot be taken, or ""."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return "", ""
    if kind == "f":
        formula = str(getattr(value, "text", value))
        return formula, _("{formula} ist eine Formel; bitte den Wert einfügen").format(
            formula=quoted(formula)
        )
    if kind == "e":
        return str(value), _("{error} ist ein Fehlerwert").format(error=quoted(value))
    return _text(value), ""


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
