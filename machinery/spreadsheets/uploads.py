"""Takes a file of somebody: which kind it is, and its rows."""

from itertools import islice

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from machinery.spreadsheets import csv_files, xlsx_files
from machinery.spreadsheets.cells import LARGEST, is_control
from machinery.spreadsheets.problems import Faulty, Problem, quoted

READERS = {csv_files.FORMAT: csv_files, xlsx_files.FORMAT: xlsx_files}
MIB = 1024 * 1024
LONGEST_HEADING = 200
PDF = b"%PDF-"
SAMPLES, LONGEST_SAMPLE = 3, 60


def examine(file):
    """How to read the uploaded file, as a dict for JSON. Raises `Faulty` when there is no going on."""
    if file.size > LARGEST:
        reason = _("Die Datei ist größer als {most} MB; bitte teilen Sie sie auf.").format(
            most=LARGEST // MIB
        )
        raise Faulty([Problem(reason)])
    table, records = _reader(file).examine(file)
    if problems := list(_header_problems(table["header"], table["line"])):
        raise Faulty(problems)
    return table | {"samples": _samples(records, len(table["header"]))}


def read(file, table):
    """Yields a `Record` for each row with content below the header. Raises `Faulty` where the file ends."""
    return READERS[table["format"]].read(file, table)


def _samples(records, width):
    """The beginnings of the first rows, for people who say what is in which column."""
    first = islice(records, SAMPLES)
    return [[Truncator(cell).chars(LONGEST_SAMPLE) for cell in row.cells[:width]] for row in first]


def _reader(file):
    file.seek(0)
    beginning = file.read(8)
    if not beginning.removeprefix(b"\xef\xbb\xbf").strip():
        file.seek(0)
        if not any(chunk.strip() for chunk in iter(lambda: file.read(MIB), b"")):
            raise Faulty([Problem(_("Die Datei ist leer."))])
    if beginning.startswith(PDF):
        raise Faulty([Problem(_("Das ist eine PDF-Datei; bitte die Tabelle als CSV oder XLSX speichern."))])
    xlsx_files.refuse_old_or_protected(beginning)
    return xlsx_files if beginning.startswith(xlsx_files.ZIP) else csv_files


def _header_problems(header, line):
    if not any(name.strip() for name in header):
        yield Problem(_("Die Datei ist leer."))
    seen = set()
    for place, name in enumerate(header, start=1):
        if any(map(is_control, name)) or len(name) > LONGEST_HEADING:
            reason = _("Die Überschrift der {place}. Spalte ist zu lang oder enthält Steuerzeichen.")
            yield Problem(reason.format(place=place), line)
        elif name and name in seen:
            yield Problem(_("Diese Spalte kommt mehrfach vor."), line, (quoted(name),))
        seen.add(name)
