"""The wrong rows of a file with what is wrong with them, in the format of the upload: to be corrected there
and brought again."""

import io
import tempfile

from desk.importing.mapping import ERROR, ERROR_HEADINGS
from desk.importing.rows import Outcome
from machinery.spreadsheets import csv_files, xlsx_files
from machinery.spreadsheets.cells import unescape
from machinery.spreadsheets.sheets import write_sheet
from machinery.spreadsheets.writing import XLSX_TYPE, write_csv

CONTENT_TYPES = {csv_files.FORMAT: "text/csv", xlsx_files.FORMAT: XLSX_TYPE}


def error_file(batch):
    """An open binary file, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write = _write_csv if batch.table["format"] == csv_files.FORMAT else write_sheet
    write(file, _rows(batch), **({"table": batch.table} if write is _write_csv else {}))
    file.seek(0)
    return file


def _rows(batch):
    header = batch.table["header"]
    kept = [place for place, name in enumerate(header) if name.casefold() not in ERROR_HEADINGS]
    yield [*(header[place] for place in kept), str(ERROR)]
    for row in batch.rows.filter(outcome=Outcome.WRONG).iterator(chunk_size=500):
        cells = [row.cells[place] if place < len(row.cells) else "" for place in kept]
        beyond = row.cells[len(header) :]  # cells without a heading are not lost
        yield [*cells, " ".join(map(_told, row.problems)), *beyond]


def _told(problem):
    where = ", ".join(problem["columns"])
    return f"{where}: {problem['reason']}" if where else problem["reason"]


def _write_csv(file, rows, *, table):
    text = io.TextIOWrapper(file, encoding=table["encoding"], errors="replace", newline="")
    write_csv(text, (map(unescape, row) for row in rows), delimiter=table["delimiter"])
    text.flush()
    text.detach()
