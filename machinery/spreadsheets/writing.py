"""Writes rows of texts and numbers as CSV and as XLSX; no text in them is run as a formula.

A long file is written part by part into a draft, and then as the file that people get (`FORMATS`).
"""

import csv
import io
import shutil

from machinery.names import by_name
from machinery.spreadsheets import sheets
from machinery.spreadsheets.cells import escape

PIECE = 256 * 1024  # bytes
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_csv(file, rows, *, delimiter=","):
    """Write the rows into an open file of text. `delimiter`: German spreadsheets open a file with ";"."""
    csv.writer(file, delimiter=delimiter).writerows(map(_escaped, rows))


def csv_text(rows, *, delimiter=","):
    """What `write_csv` writes, as text."""
    text = io.StringIO(newline="")
    write_csv(text, rows, delimiter=delimiter)
    return text.getvalue()


def _escaped(cells):
    return [escape(cell) if isinstance(cell, str) else cell for cell in cells]


class CsvFile:
    """With semicolons and a mark, so that spreadsheets open it by a click."""

    name = "csv"
    content_type = CSV_TYPE

    def head(self, columns):
        return f"\ufeff{csv_text([columns], delimiter=';')}".encode()

    def lines(self, rows, *, first):
        return csv_text(rows, delimiter=";").encode()

    def finish(self, draft, file):
        shutil.copyfileobj(draft, file, PIECE)


class SheetFile:
    """A workbook (XLSX) of one sheet."""

    name = "xlsx"
    content_type = XLSX_TYPE

    def head(self, columns):
        return sheets.head() + sheets.lines([columns], first=1)

    def lines(self, rows, *, first):
        """`first` counts the rows below the line of headings."""
        return sheets.lines(rows, first=first + 1)

    def finish(self, draft, file):
        draft.seek(0, io.SEEK_END)
        draft.write(sheets.tail())
        draft.seek(0)
        sheets.pack(draft, file)


CSV, XLSX = "csv", "xlsx"
FORMATS = by_name((CsvFile(), SheetFile()))
