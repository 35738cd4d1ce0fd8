"""What the dashboard and the yearly report show: apps register their sections in a module `desk_figures`.

Every number that counts rows leads to a list of exactly these rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

ONE_DAY = timedelta(days=1)

_sections, _waiting = {}, {}


# -- Time ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Days:
    """From one date to another, both included."""

    first: date
    last: date

    @property
    def start(self):
        """The moment at which they begin."""
        return beginning(self.first)

    @property
    def end(self):
        """The moment at which they are over."""
        return after(self.last)

    @property
    def value(self):
        """As the filters of the lists write them (`landkarte.admin.days`)."""
        return f"{self.first:%Y-%m-%d}..{self.last:%Y-%m-%d}"

    @property
    def label(self):
        if self == year_of(self.first.year):
            return str(self.first.year)
        return _("%(first)s bis %(last)s") % {
            "first": date_format(self.first, "SHORT_DATE_FORMAT"),
            "last": date_format(self.last, "SHORT_DATE_FORMAT"),
        }

    @property
    def known_until(self):
        """The last day of which we can know anything: today, when they are not over."""
        return min(self.last, timezone.localdate())


def beginning(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def after(day):
    """The moment at which this day is over."""
    return beginning(day + ONE_DAY)


def end_of(day):
    """The moment at which this day is over, or now while it is not."""
    return min(after(day), timezone.now())


def year_of(year):
    return Days(date(year, 1, 1), date(year, 12, 31))


def last_twelve_months(today=None):
    today = today or timezone.localdate()
    day = today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)
    return Days(day + ONE_DAY, today)


def quarter_ends(days):
    """The dates on which the quarters end that touch these days; the last one is not later than today."""
    ends, first = [], days.first.replace(month=days.first.month - (days.first.month - 1) % 3, day=1)
    while first <= days.known_until:
        following = (first + timedelta(days=100)).replace(day=1)
        ends.append(min(following - ONE_DAY, days.known_until))
        first = following
    return ends


# -- What is shown ---------------------------------------------------------------------------------------


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
    wait, their list and the name of its filter by days (`landkarte.admin.days`)."""

    name: str
    label: Any
    rows: Callable
    since: str
    list: str  # as `address` takes it
    parameters: dict = field(default_factory=dict)
    filter: str = "since"
    permission: str = ""


def register(one):
    """A `Section` or a `Waiting`. ValueError when the name is taken."""
    registry = _waiting if isinstance(one, Waiting) else _sections
    if one.name in registry:
        raise ValueError(f"There is a {one.name} already.")
    registry[one.name] = one


def sections():
    return sorted(_sections.values(), key=lambda section: section.position)


def waiting():
    return list(_waiting.values())


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
    tables = making(days)
    if not user.has_perm(section.permission):
        for cell in (cell for table in tables for line in table.lines for cell in line.cells):
            cell.href = ""
    return tables
