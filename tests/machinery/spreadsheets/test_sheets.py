"""XLSX files as we write them."""

import openpyxl

from machinery.spreadsheets import sheets
from tests.desk.exporting.export_files import sheet_xml

ODD = ["=1+1", "#NAME?", " außen leer ", "a\nb", "a\r\nb", "\x0bweg", "<&>", "x" * 40_000, 7, 51.25, "", None]


def test_sheet_is_what_the_library_writes(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    table = book.create_sheet()
    for row in (ODD, [], ["", 1]):
        table.append([_cell(table, value) for value in row])
    book.save(tmp_path / "theirs.xlsx")
    with (tmp_path / "ours.xlsx").open("wb") as file:
        sheets.write_sheet(file, [ODD, [], ["", 1]])

    ours, theirs = (sheet_xml((tmp_path / f"{name}.xlsx").read_bytes()) for name in ("ours", "theirs"))
    assert ours == theirs


def _cell(table, value):
    if not isinstance(value, str):
        return value
    if not value:
        return None
    cell = openpyxl.cell.WriteOnlyCell(table, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
