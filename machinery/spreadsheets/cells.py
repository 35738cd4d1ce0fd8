"""What a cell of a file may hold, what is kept of one that holds something else, and how one is written that
a spreadsheet would run as a formula (OWASP: CSV injection): with an apostrophe in front, of which `unescape`
takes exactly one away again."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from machinery.texts import legible

LARGEST = settings.LARGEST_UPLOAD  # bytes
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # characters, as in Excel itself

_ALLOWED_CONTROLS = "\t\n\r"
_signs = frozenset("'=+-@\t\r\n")  # with which both begin: most texts begin with none of them
_formula = re.compile(r"'*[=+\-@\t\r\n]")
_escaped = re.compile(r"'+[=+\-@\t\r\n]")


def too_many_rows():
    return _("Die Datei hat mehr als {most} Zeilen; bitte teilen Sie sie auf.").format(most=MOST_ROWS)


def too_many_columns():
    return _("Die Datei hat mehr als {most} Spalten.").format(most=MOST_COLUMNS)


def escape(text):
    return f"'{text}" if text[:1] in _signs and _formula.match(text) else text


def unescape(text):
    return text[1:] if _escaped.match(text) else text


def plain(value):
    """The value of a field as a cell holds it: text, or a number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def is_control(char):
    """Whether no text should hold the character: control characters, and halves of others."""
    return char not in _ALLOWED_CONTROLS and unicodedata.category(char) in ("Cc", "Cs")


@dataclass(slots=True)
class Record:
    """A row of the file: its line, its texts, and what is wrong with it as it stands there: pairs of reason
    and place of the column (None: the row as a whole)."""

    line: int
    cells: list
    problems: list = field(default_factory=list)


def checked(line, cells, width):
    """The `Record` of these texts in a table of so many columns."""
    cells = [legible(cell) for cell in cells]
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    record = Record(line, cells)
    if len(cells) != width:
        reason = _("{found} statt {expected} Zellen.").format(found=len(cells), expected=width)
        record.problems.append((reason, None))
    for place, cell in enumerate(cells):
        if control := next(filter(is_control, cell), None):
            reason = _("enthält das Steuerzeichen U+{code:04X}").format(code=ord(control))
            named = f"{reason} (NUL)." if control == "\0" else f"{reason}."
            record.problems.append((named, min(place, width - 1)))
            cells[place] = "".join("�" if is_control(char) else char for char in cell)
    return record
