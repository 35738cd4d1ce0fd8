"""Rows as an XLSX file: numbers as numbers, all else as text, and nothing as a formula.

openpyxl makes all that is around the rows. The rows themselves we write: their cells need two forms alone, in
which a row takes a tenth of the time, and whoever makes a long file part by part can put it together.
"""

import io
import shutil
import tempfile
import zipfile
from functools import cache
from itertools import islice

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from machinery.pages_first import Stepping, give_way
from machinery.spreadsheets.cells import LONGEST_CELL

PART = 200  # rows that are in memory at once
PIECE = 256 * 1024  # bytes
_SHEET = "xl/worksheets/sheet1.xml"


def write_sheet(file, rows):
    """Write rows of texts and numbers as XLSX."""
    with tempfile.TemporaryFile() as sheet:
        sheet.write(head())
        first, rows = 1, iter(rows)
        while part := list(islice(rows, PART)):
            give_way()
            sheet.write(lines(part, first=first))
            first += len(part)
        sheet.write(tail())
        sheet.seek(0)
        pack(sheet, file)


def parts_of(rows):
    """Yields the workbook of these rows as parts of bytes; it lies on disk meanwhile."""
    with tempfile.TemporaryFile() as book:
        write_sheet(book, rows)
        book.seek(0)
        while piece := book.read(PIECE):
            yield piece


def head():
    """What comes before the lines of a sheet."""
    return _around()[0]


def tail():
    """What comes after them."""
    return _around()[1]


def lines(rows, *, first):
    """The lines of these rows, of which the first one has this number, as bytes."""
    names = [get_column_letter(place + 1) for place in range(max(map(len, rows), default=0))]
    text = "".join(_line(row, number, names) for number, row in enumerate(rows, first))
    return text.encode()


def pack(sheet, file):
    """Write the workbook with this sheet (an open file with head, lines and tail) into an open file."""
    with zipfile.ZipFile(Stepping(file), "w", zipfile.ZIP_DEFLATED, allowZip64=True) as book:
        for name, content in _parts():
            if name != _SHEET:
                book.writestr(name, content)
                continue
            with book.open(name, "w", force_zip64=True) as packed:
                shutil.copyfileobj(sheet, packed, PIECE)


def _line(row, number, names):
    cells = "".join(
        [_cell(value, f"{name}{number}") for name, value in zip(names, row, strict=False) if value != ""]
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(value, place):
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is>{_text(value)}</is></c>'
    return "" if value is None else f'<c r="{place}" t="n"><v>{value:.16g}</v></c>'


def _text(text):
    if not text.isprintable():  # which holds line breaks back too; most texts have none
        text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > LONGEST_CELL:
        text = text[:LONGEST_CELL]
    start = '<t xml:space="preserve">' if (bare := text.strip()) != text and bare else "<t>"
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{start}{text}</t>"


@cache
def _around():
    """What openpyxl writes before and after the lines of a sheet."""
    before, after = dict(_parts())[_SHEET].split(b"<row", 1)
    return before, after.rpartition(b"</row>")[2]


def _parts():
    """Names and contents of the files in a workbook with one cell."""
    book, file = openpyxl.Workbook(write_only=True), io.BytesIO()
    book.create_sheet().append(["a"])
    book.save(file)
    with zipfile.ZipFile(file) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]
