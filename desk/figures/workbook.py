"""Figures of the desk as a workbook (XLSX): numbers as numbers, and texts that no spreadsheet runs."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

FORMATS = {"€": '#,##0 "€"', "%": '0" %"'}
WIDEST, LONGEST_NAME = 60, 31  # of a column and of a sheet's name
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook_of(facts, sections):
    """`facts`: pairs of texts for the first sheet. `sections`: label, name and tables of each; one sheet for
    each table, with its definition below."""
    book = Workbook(write_only=True)
    first = _sheet(book, _("Bericht"), [24, WIDEST])
    for label, value in facts:
        first.append([_text(first, label, bold=True), _text(first, value)])
    for label, _name, tables in sections:
        for table in tables:
            _write(book, label, table)
    return book


def _write(book, section, table):
    widths = [max([len(str(line.label)) for line in table.lines] or [10]) + 2, *([16] * len(table.columns))]
    sheet = _sheet(book, str(table.label), widths)
    sheet.append([_text(sheet, f"{section}: {table.label}", bold=True)])
    sheet.append([])
    head = [table.head, *table.columns]
    sheet.append([_text(sheet, text, bold=True, wrap=True) for text in head])
    for line in table.lines:
        cells = [_number(sheet, cell, bold=line.is_total) for cell in line.cells]
        sheet.append([_text(sheet, line.label, bold=line.is_total), *cells])
    if table.note:
        sheet.append([])
        sheet.append([_text(sheet, table.note)])


def _sheet(book, name, widths):
    taken = set(book.sheetnames)
    short = name.translate(FORBIDDEN)[:LONGEST_NAME].strip()
    number = 1
    while short in taken:
        number += 1
        short = f"{short[: LONGEST_NAME - 3].strip()} {number}"
    sheet = book.create_sheet(short)
    for column, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[column].width = min(width, WIDEST)
    return sheet


def _text(sheet, text, *, bold=False, wrap=False):
    """A cell that stays text, whatever sign it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(text)))
    cell.data_type, cell.quotePrefix = "s", True
    cell.font, cell.alignment = Font(bold=bold), Alignment(wrap_text=wrap, vertical="top")
    return cell


def _number(sheet, shown, *, bold):
    cell = WriteOnlyCell(sheet, shown.number)
    cell.number_format = FORMATS.get(shown.unit, "#,##0.##" if isinstance(shown.number, float) else "#,##0")
    cell.font = Font(bold=bold)
    return cell
