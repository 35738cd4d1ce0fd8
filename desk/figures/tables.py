"""What the dashboard and the yearly report are made of: sections with tables (`desk.figures.sections`).

Every number that counts rows leads to a list of exactly these rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.http import urlencode

from machinery.pages_first import give_way


@dataclass
class Cell:
    """A number with the list behind it. `counts`: the list has exactly so many rows; else (a median, a sum)
    they are what it was made from. `unit` stands behind it; None is "nothing to tell"."""

    number: Any
    href: str = ""
    unit: str = ""
    counts: bool = True

    @property
    def shown(self):
        """1400 -> "1.400", 2.5 -> "2,5", with its unit."""
        number = number_format(self.number, force_grouping=True)
        return f"{number} {self.unit}" if self.unit else number


@dataclass
class Line:
    label: Any
    cells: list
    kind: str = ""  # of entries: its shape and colour
    is_total: bool = False


@dataclass
class Table:
    """`columns` name the cells; `note` says how they were counted. `drawing` is a chart of the same numbers,
    `name` is unique in its section."""

    name: str
    label: Any
    columns: list
    lines: list
    note: Any = ""
    drawing: Any = None
    head: Any = ""  # over the labels


@dataclass(frozen=True)
class Section:
    """`dashboard(days)` and `report(days)` make its `Table`s for a period; None: not there. Who lacks the
    `permission` for its lists sees the numbers without links."""

    name: str
    label: Any
    permission: str
    dashboard: Callable | None = None
    report: Callable | None = None
    position: int = 100


@dataclass(frozen=True)
class Waiting:
    """Open items of one kind for the table by age: `rows()` of them, the datetime column `since` which they
    wait, their list and the name of its filter by days (`desk.lists.days`)."""

    name: str
    label: Any
    rows: Callable
    since: str
    list: str  # as `address` takes it
    parameters: dict = field(default_factory=dict)
    filter: str = "since"
    permission: str = ""


def address(name, **parameters):
    """The list of a model in the administration ("landkarte_entry"), filtered; "" while it has none."""
    try:
        path = reverse(f"admin:{name}_changelist")
    except NoReverseMatch:
        return ""
    given = {key: value for key, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode(given)}" if given else path


def tables_of(section, making, days, user):
    """What the section makes for this period, for these eyes."""
    give_way()
    tables = making(days)
    if not user.has_perm(section.permission):
        for cell in (cell for table in tables for line in table.lines for cell in line.cells):
            cell.href = ""
    return tables
