"""The formats of an export, each written part by part into a draft, and then as the file that people get."""

import csv
import io
import shutil

from landkarte.loading import sheets
from landkarte.loading.spreadsheet import escape
from machinery.names import by_name

PIECE = 256 * 1024  # bytes


class CsvFile:
    """With semicolons and a mark, so that spreadsheets open it by a click."""

    name = "csv"
    content_type = "text/csv; charset=utf-8"

    def head(self, columns):
        return f"\ufeff{_csv_of([columns])}".encode()

    def lines(self, rows, *, first):
        return _csv_of(
            [escape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
        ).encode()

    def finish(self, draft, file):
        shutil.copyfileobj(draft, file, PIECE)


class SheetFile:
    """A workbook (XLSX) of one sheet."""

    name = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def head(self, columns):
        return sheets.head() + sheets.lines([columns], first=1)

    def lines(self, rows, *, first):
        """`first` counts the rows of entries, below the line of headings."""
        return sheets.lines(rows, first=first + 1)

    def finish(self, draft, file):
        draft.seek(0, io.SEEK_END)
        draft.write(sheets.tail())
        draft.seek(0)
        sheets.pack(draft, file)


CSV, XLSX = "csv", "xlsx"
FORMATS = by_name((CsvFile(), SheetFile()))


def _csv_of(rows):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue()
