"""Writes rows of texts and numbers as CSV and as XLSX; no text in them is run as a formula."""

import csv
import io

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from machinery.pages_first import Stepping, give_way
from machinery.spreadsheets.cells import escape

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_csv(file, rows, *, delimiter=","):
    """Write the rows into an open file of text. `delimiter`: German spreadsheets open a file with ";"."""
    csv.writer(file, delimiter=delimiter).writerows(map(_escaped, rows))


def csv_text(rows, *, delimiter=","):
    """What `write_csv` writes, as text."""
    text = io.StringIO()
    write_csv(text, rows, delimiter=delimiter)
    return text.getvalue()


def _escaped(cells):
    return [escape(cell) if isinstance(cell, str) else cell for cell in cells]


def write_sheet(file, rows):
    """Write the rows as XLSX into an open binary file: numbers as numbers, all else as text."""
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
    return text_cell(sheet, text)


def text_cell(sheet, text):
    """A cell that stays text, whatever sign it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell
