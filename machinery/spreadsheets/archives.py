"""Opens the archive that an Excel file is, so that nothing in it grows beyond measure: what is unpacked is
counted while it is read, as an archive may say anything of its own sizes."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from machinery.pages_first import give_way
from machinery.spreadsheets.cells import LONGEST_CELL
from machinery.spreadsheets.problems import Faulty, Problem

MIB = 1024 * 1024
CHUNK = 8 * 1024  # bytes unpacked at once, and read ahead
LARGEST_UNPACKED = 200 * MIB
LARGEST_OF = {"xl/worksheets/": 200 * MIB, "xl/sharedStrings.xml": 64 * MIB, "": 8 * MIB}  # by beginning
LARGEST_DIRECTORY = 4 * MIB  # of the archive: about 50,000 parts
MOST_PARTS = 5000
MOST_TO_ONE = 100  # unpacked to packed; tables reach about 20
FREE = MIB  # before that is asked
MOST_SHEETS = 200
MOST_STRINGS = 1_000_000
LONGEST_TEXT = 10 * LONGEST_CELL  # bytes without markup: a character may be written as &#x10FFFF;
LONGEST_ROW, MOST_TAGS = 8 * MIB, 250_000  # between the beginnings of two rows or texts

# Entities grow when they are read; nothing that writes tables needs them.
_FORBIDDEN = [
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY", "<![CDATA[")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
_beginnings = re.compile(rb"<(?:\w{1,20}:)?(row|si|sheet)[\s/>]")
_LONGEST_BEGINNING = 32  # bytes


class MeasuredArchive(zipfile.ZipFile):
    """A ZipFile of an open binary file, of which only what is stored or deflated can be read. Raises `Faulty`
    as soon as one part, or all that was read of it, is more than a table can be."""

    def __init__(self, file):
        self.packed = _Counted(file)
        self.unpacked = 0
        super().__init__(self.packed)
        if len(self.filelist) > MOST_PARTS:
            raise too_large()

    def open(self, name, mode="r", pwd=None, **options):
        part = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise unusual()
        refuse_sizes(part)
        return _Measured(super().open(part, mode, pwd, **options), part.filename, self)


def refuse_sizes(part):
    """`Faulty` for a part (a `ZipInfo`) that says itself that it is too large or packed too tightly."""
    if part.file_size > _largest(part.filename):
        raise too_large()
    if part.file_size > FREE and part.file_size > MOST_TO_ONE * part.compress_size:
        raise too_tight()


def _largest(name):
    return next(size for beginning, size in LARGEST_OF.items() if name.startswith(beginning))


# -- What is said --------------------------------------------------------------------------------------


def too_large():
    return Faulty([Problem(_("Die Datei wird beim Entpacken zu groß."))])


def too_tight():
    reason = _("Die Datei ist mehr als {most} zu 1 gepackt: So dicht ist keine Tabelle.")
    return Faulty([Problem(reason.format(most=MOST_TO_ONE))])


def too_many_sheets():
    reason = _("Die Datei hat mehr als {most} Tabellenblätter.")
    return Faulty([Problem(reason.format(most=MOST_SHEETS))])


def too_long(line=None):
    reason = _("Eine Zelle ist länger als {limit} Zeichen.")
    return Faulty([Problem(reason.format(limit=LONGEST_CELL), line)])


def unusual():
    reason = _("Die Datei ist anders aufgebaut als eine Tabelle; bitte öffnen und neu als XLSX speichern.")
    return Faulty([Problem(reason)])


# -- Reading -------------------------------------------------------------------------------------------


class _Counted:
    """The file as `zipfile` reads it: counted, and never more at once than a directory may have."""

    def __init__(self, file):
        self.file, self.bytes = file, 0
        self.seek, self.tell = file.seek, file.tell
        place = file.tell()
        self.size = file.seek(0, io.SEEK_END)
        file.seek(place)

    def seekable(self):
        return True

    def read(self, size=-1):
        left = max(0, self.size - self.file.tell())
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > LARGEST_DIRECTORY:
            raise too_large()
        data = self.file.read(wanted)
        self.bytes += len(data)
        return data

    def close(self):
        """It belongs to somebody else."""


class _Measured(io.RawIOBase):
    """One part of the archive, unpacked chunk by chunk."""

    def __init__(self, stream, name, archive):
        self._stream, self._archive, self._largest = stream, archive, _largest(name)
        self._packed = self._unpacked = 0
        self._markup = _Markup()

    def readable(self):
        return True

    def read(self, size=-1):
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        give_way()
        before = self._archive.packed.bytes
        data = self._stream.read(min(size, CHUNK))
        self._packed += self._archive.packed.bytes - before
        self._unpacked += len(data)
        self._archive.unpacked += len(data)
        self._refuse_growth()
        self._markup.take(data)
        return data

    def _refuse_growth(self):
        if self._unpacked > self._largest or self._archive.unpacked > LARGEST_UNPACKED:
            raise too_large()
        if self._unpacked > FREE and self._unpacked > MOST_TO_ONE * self._packed:
            raise too_tight()

    def close(self):
        self._stream.close()
        super().close()


class _Markup:
    """Follows the XML of one part, as bytes: `Faulty` for what no table has."""

    def __init__(self):
        self._carried = b""
        self._text = 0  # bytes since the last markup
        self._row = self._tags = 0  # bytes and markup since the last row, text or sheet began
        self._counts = {b"row": 0, b"si": 0, b"sheet": 0}

    def take(self, data):
        window = self._carried + data
        cut = window.rfind(b"<")
        is_cut = data and cut >= 0 and len(window) - cut < _LONGEST_BEGINNING
        whole, self._carried = (window[:cut], window[cut:]) if is_cut else (window, b"")
        if any(forbidden in window for forbidden in _FORBIDDEN):
            raise unusual()
        self._follow_text(whole)
        self._follow_rows(whole)

    def _follow_text(self, data):
        first = data.find(b"<")
        if self._text + (len(data) if first < 0 else first) > LONGEST_TEXT:
            raise too_long()
        self._text = self._text + len(data) if first < 0 else len(data) - data.rfind(b"<")

    def _follow_rows(self, data):
        start = 0
        for found in _beginnings.finditer(data):
            self._refuse_row(
                self._row + found.start() - start, self._tags + data.count(b"<", start, found.start())
            )
            self._count(found[1])
            start, self._row, self._tags = found.start(), 0, 0
        self._row += len(data) - start
        self._tags += data.count(b"<", start)
        self._refuse_row(self._row, self._tags)

    def _refuse_row(self, length, tags):
        if length > LONGEST_ROW or tags > MOST_TAGS:
            raise too_large()

    def _count(self, name):
        self._counts[name] += 1
        if self._counts[b"sheet"] > MOST_SHEETS:
            raise too_many_sheets()
        if self._counts[b"si"] > MOST_STRINGS:
            raise too_large()
