"""Figures of the entries that a query names: each number with the address of the list behind it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landkarte.figures.events import event_log
from landkarte.models import Entry, Region
from landkarte.query.addresses import address, narrowed, parameters, shown

WIDTH = 1000  # of the longest bar, in the units of its drawing
SINGLE_YEARS = 10  # so many years back each stands for itself, older ones in decades and centuries
CENTURY, DECADE = 100, 10
DECADES_SINCE = 2000
LABELS = {
    "kind": gettext_lazy("Art"),
    "industry": gettext_lazy("Branche"),
    "focus": gettext_lazy("KI-Schwerpunkt"),
    "size": gettext_lazy("Größe"),
    "region": gettext_lazy("Kreis oder kreisfreie Stadt"),
    "founded": gettext_lazy("Gegründet oder begonnen"),
}


@dataclass
class Row:
    """A value and how many entries have it; `href` is "" where nothing is behind it."""

    value: str
    label: str
    number: int
    href: str = ""
    share: float = 0  # of all entries of the query
    width: int = 0  # of its bar

    @property
    def percent(self):
        """0.12 -> "12", 0.004 -> "<1": nothing that is there counts as nothing."""
        whole = round(100 * self.share)
        return "<1" if self.number and not whole else str(whole)


@dataclass
class Figure:
    """The rows of one parameter. `missing` entries say nothing about it; with `several` one entry may count
    in more than one row; `in_force` means that the query names values of it."""

    name: str
    rows: list
    total: int
    missing: Row
    several: bool
    in_force: bool

    def __post_init__(self):
        most = max((row.number for row in self.rows), default=0)
        for row in [*self.rows, self.missing]:
            row.share = row.number / self.total if self.total else 0
            row.width = round(WIDTH * row.number / most) if most else 0

    @property
    def label(self):
        return LABELS[self.name]


class Figures:
    """The figures of a right query, each counted when it is asked for."""

    names = tuple(LABELS)

    def __init__(self, query):
        self.query = query

    @cached_property
    def total(self):
        return self.query.total

    def figure(self, name):
        """The `Figure` of a parameter in LABELS."""
        count = {"kind": self._choices, "size": self._choices, "region": self._districts}
        count |= {"industry": self._terms, "focus": self._terms, "founded": self._years}
        rows, missing = count[name](name)
        return Figure(
            name,
            rows,
            self.total,
            Row("", _("ohne Angabe"), missing),
            several=self.query.filters[name].several,
            in_force=name in parameters(self.query),
        )

    def newest(self, number=10):
        """The entries that became public last."""
        came = event_log.current().published.of(self.query.hit_keys)
        last = came.pk.take(np.lexsort([-came.pk, -came.at])[:number]).tolist()
        found = Entry.objects.published().in_bulk(last)
        return [found[key] for key in last if key in found]

    # -- Rows, and how many entries are in none ------------------------------------------------------

    def _row(self, name, value, label, number):
        href = address(self.list, narrowed(self.query, name, value)) if number else ""
        return Row(value, str(label), number, href)

    @cached_property
    def list(self):
        return reverse("landkarte:entry-list")

    def _choices(self, name):
        numbers = self.query.counts_of_hits(name)
        choices = self.query.form.fields[name].choices
        rows = [self._row(name, value, label, numbers.get(value, 0)) for value, label in choices]
        return _shown(self.query, name, rows), self.total - sum(numbers.values())

    def _terms(self, name):
        """Most entries first. A retired term without a successor is a row while it stands."""
        parameter = self.query.filters[name]
        numbers = self.query.tally(name)
        missing = numbers.pop(None, 0)
        rows = [
            self._row(name, slug, term.name, numbers.get(slug, 0))
            for slug, term in parameter.terms.items()
            if not term.retired or slug in numbers
        ]
        return _largest_first(_shown(self.query, name, rows)), missing

    def _districts(self, name):
        """Most entries first; a town that the query names counts for its district."""
        numbers = self.query.counts_of_hits(name)
        districts = Region.objects.districts().defer("outline")
        rows = [self._row(name, region.ags, region.name, numbers.get(region.ags, 0)) for region in districts]
        return _largest_first(rows), self.total - sum(row.number for row in rows)

    def _years(self, name):
        """Latest first, in periods of at most a hundred years: so many values a parameter may have."""
        years = self.query.tally(name)
        missing = years.pop(None, 0)
        rows = []
        for first, last in _periods(years):
            inside = sorted(year for year in years if first <= year <= last)
            number = sum(years[year] for year in inside)
            label = str(first) if first == last else f"{first}–{last}"
            rows.append(self._row(name, inside, label, number))
        return rows, missing


def _shown(query, name, rows):
    return [row for row in rows if shown(query, name, row.value)]


def _largest_first(rows):
    return sorted(rows, key=lambda row: -row.number)


def _periods(years):
    """Pairs of first and last year, latest first, that cover all these years."""
    if not years:
        return []
    first, last = min(years), max(years)
    singles = min(last, timezone.localdate().year) - SINGLE_YEARS
    periods = [(year, year) for year in range(last, max(first, singles) - 1, -1)]
    end = periods[-1][0] - 1
    while end >= first:
        length = DECADE if end >= DECADES_SINCE else CENTURY
        start = end - end % length
        periods.append((start, end))
        end = start - 1
    return periods
