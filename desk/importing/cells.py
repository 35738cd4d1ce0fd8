"""What a cell of a file may hold, and what is kept of one that holds something else."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from landkarte.loading.table import is_control
from machinery.texts import legible

LARGEST = settings.LARGEST_UPLOAD  # bytes
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # characters, as in Excel itself


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
            record.problems.append((f"{reason}.", min(place, width - 1)))
            cells[place] = "".join("�" if is_control(char) else char for char in cell)
    return record
