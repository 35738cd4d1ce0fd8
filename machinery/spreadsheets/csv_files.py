"""Reads CSV files as spreadsheets of all kinds write them; says which kind it was."""

import codecs
import csv
import io
import re
from itertools import count, islice

from django.utils.translation import gettext as _

from machinery.pages_first import give_way
from machinery.spreadsheets.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    checked,
    is_control,
    too_many_columns,
    too_many_rows,
)
from machinery.spreadsheets.problems import Faulty, Problem
from machinery.texts import legible

FORMAT = "csv"
UTF_8, UTF_8_BOM, WINDOWS_1252 = "utf-8", "utf-8-sig", "cp1252"
CHUNK = 1 << 20
HEAD = 1 << 16  # characters in which the header must end
LONGEST_LINE = 1 << 20  # characters

# Without Ö, Ü and ß: before a closing quotation mark or a dash they look like Hebrew, Syriac or N'Ko.
_characters = re.compile(
    rb"[\xc2-\xd5\xd7-\xdb\xdd\xde][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def examine(file):
    """What one needs to read the open binary file, as a dict, and its `Record`s. Raises `Faulty`."""
    encoding = _encoding(file)
    text = _text(file, encoding)
    table = {"format": FORMAT, "encoding": encoding, "delimiter": delimiter_of(text.read(HEAD))}
    rows = _rows(file, table)
    line, header = next(rows, (1, []))
    if len(header) > MOST_COLUMNS:
        raise Faulty([Problem(too_many_columns(), line)])
    for number, _row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Faulty([Problem(too_many_rows())])
    table |= {"header": [legible(name).strip() for name in header], "line": line}
    return table, read(file, table)


def read(file, table):
    """Yields a `Record` for each row below the header."""
    rows = _rows(file, table)
    for line, cells in islice(rows, 1, None):
        yield checked(line, cells, len(table["header"]))


def _rows(file, table):
    lines = _lines(_text(file, table["encoding"]))
    return records(csv.reader(lines, delimiter=table["delimiter"], strict=True))


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
            raise Faulty([Problem(_csv_reason(error), line)]) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _csv_reason(error):
    if "field limit" in str(error):
        return _("Eine Zelle ist länger als {limit} Zeichen.").format(limit=csv.field_size_limit())
    return _("Die Anführungszeichen passen nicht zusammen.")


def _lines(text):
    """The lines of the text; `Faulty` for one that does not end."""
    for number in count(1):
        line = text.readline(LONGEST_LINE + 1)
        if not line:
            return
        if len(line) > LONGEST_LINE:
            reason = _("Die Zeile ist länger als {limit} Zeichen.").format(limit=LONGEST_LINE)
            raise Faulty([Problem(reason, number)])
        yield line


def _text(file, encoding):
    """The file as text from its beginning; it stays open when the text is forgotten."""
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_Kept(file)), encoding=encoding, newline="")


class _Kept(io.RawIOBase):
    """A stream over an open file that does not close it."""

    def __init__(self, file):
        self._file = file

    def readable(self):
        return True

    def readinto(self, buffer):
        give_way()
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


# -- Encoding ------------------------------------------------------------------------------------------


def _encoding(file):
    """UTF-8 with or without its mark, else Windows-1252; `Faulty` when the file is neither."""
    file.seek(0)
    beginning = file.read(4)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        reason = _("Die Datei sieht nach UTF-16 aus; bitte als „CSV UTF-8“ speichern.")
        raise Faulty([Problem(reason)])
    broken = _first_broken_line(file)
    if broken is None:
        return UTF_8_BOM if beginning.startswith(codecs.BOM_UTF8) else UTF_8
    if _is_windows_1252(file):
        return WINDOWS_1252
    reason = _("Die Datei ist weder UTF-8 noch Windows-1252; bitte als „CSV UTF-8“ speichern.")
    raise Faulty([Problem(reason, broken)])


def _chunks(file):
    file.seek(0)
    return iter(lambda: file.read(CHUNK), b"")


def _first_broken_line(file):
    """The line on which the file stops being UTF-8; None when it never does."""
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    for chunk in _chunks(file):
        try:
            line += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object.count(b"\n", 0, error.start)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _is_windows_1252(file):
    """Whether all bytes are letters there, and no two of them one in UTF-8: that would be a broken file."""
    for chunk in _chunks(file):
        try:
            text = chunk.decode(WINDOWS_1252)
        except UnicodeDecodeError:
            return False
        if _characters.search(chunk) or any(map(is_control, set(text))):
            return False
    return True
