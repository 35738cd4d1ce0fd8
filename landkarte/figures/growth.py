"""How the map has grown: the entries that are public today, by the month in which they became public."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

WIDTH, HEIGHT = 600, 200  # of the drawing, in its own units
MOST_MONTHS = 36  # so many columns; what came before is where they begin


@dataclass
class Step:
    start: date
    number: int
    total: int
    href: str
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


def growth(changes):
    """A `Step` for each month from the first entry to now, earliest first, drawn as a column.

    Empty when nothing is public. Months without a new entry have no address, but a step.
    """
    months = {month.start: month for month in changes.months if month.published}
    if not months:
        return []
    steps, total = [], 0
    for start in _months(min(months), max(*months, timezone.localdate().replace(day=1))):
        number = months[start].published if start in months else 0
        total += number
        steps.append(Step(start, number, total, months[start].href if number else ""))
    return _drawn(steps[-MOST_MONTHS:])


def _months(first, last):
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _drawn(steps):
    step = WIDTH // len(steps)
    for number, column in enumerate(steps):
        column.height = max(1, round(HEIGHT * column.total / steps[-1].total))
        column.x, column.y, column.width = number * step, HEIGHT - column.height, max(1, step - 2)
    return steps
