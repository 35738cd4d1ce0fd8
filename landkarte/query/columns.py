"""All published entries as columns in memory: what a query compares, counts and sorts by.

Rows stand in the order of their names, so a position is a rank. Nothing here is ever written to once it is
made: all threads read it.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Codes:
    """A column with one value a row: `codes` are places in `values`, of which the first is None."""

    values: tuple
    codes: np.ndarray

    def chosen(self, is_meant):
        """Mask of the rows whose value is meant: `is_meant(value)` is asked once a value, never of None."""
        table = np.array([False, *map(is_meant, self.values[1:])], dtype=bool)
        return table.take(self.codes)

    def tally(self, selection):
        """Value -> number of selected rows that have it; None -> of those that have none."""
        found = self.codes if selection.mask is None else self.codes.take(selection.positions)
        numbers = np.bincount(found, minlength=len(self.values)).tolist()
        return {value: number for value, number in zip(self.values, numbers, strict=True) if number}


@dataclass(frozen=True)
class Links:
    """A column with any number of terms a row: `bits` has a packed bit a row for each key of a term; a term
    means the slug that `meanings` gives it today."""

    rows: int
    bits: dict
    meanings: dict

    def chosen(self, is_meant):
        """Mask of the rows that have a term that means one of those slugs: `is_meant(slug)`."""
        keys = [key for key in self.bits if is_meant(self.meanings.get(key))]
        mask = np.zeros(self.rows, dtype=bool)
        for key in keys:
            mask |= np.unpackbits(self.bits[key], count=self.rows).view(bool)
        return mask

    def tally(self, selection):
        """Slug -> number of selected rows with a term that means it, None -> of those without a term; a row
        counts once for each slug."""
        of_slugs, without = {}, selection.packed
        for key, bits in self.bits.items():
            slug = self.meanings.get(key)
            of_slugs[slug] = of_slugs[slug] | bits if slug in of_slugs else bits
            without = without & ~bits
        numbers = {slug: np.bitwise_count(bits & selection.packed).sum() for slug, bits in of_slugs.items()}
        numbers[None] = np.bitwise_count(without).sum()
        return {slug: int(number) for slug, number in numbers.items() if number}


@dataclass(frozen=True)
class Columns:
    """Arrays with a number a row: the primary key, degrees (NaN without a point), `y` (`cells.world_rows`),
    the place among those that are recommended. `lists` are `Codes` and `Links` by the lookup from an entry to
    them. `by_updated` holds positions: what changed last comes first."""

    pk: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    y: np.ndarray
    recommended: np.ndarray
    by_updated: np.ndarray
    lists: dict

    def __post_init__(self):
        for array in self.arrays():
            array.flags.writeable = False

    def __len__(self):
        return len(self.pk)

    def arrays(self):
        yield from (self.pk, self.latitude, self.longitude, self.y, self.recommended, self.by_updated)
        for column in self.lists.values():
            yield from [column.codes] if isinstance(column, Codes) else column.bits.values()

    @cached_property
    def by_recommended(self):
        """Positions, that of what is recommended first comes first; sorted when it is first asked for."""
        return np.argsort(self.recommended, kind="stable").astype(np.int32)

    @property
    def nbytes(self):
        """Bytes of all arrays."""
        return sum(array.nbytes for array in self.arrays())

    def having(self, keys):
        """Mask of the rows with these primary keys."""
        return np.isin(self.pk, keys)

    def with_meanings(self, meanings):
        """The same with what terms mean today: relation -> `Links.meanings`."""
        links = {name: replace(self.lists[name], meanings=today) for name, today in meanings.items()}
        return replace(self, lists=self.lists | links)


@dataclass(frozen=True)
class Selection:
    """Some rows of `columns`: those where `mask` is true, or all without one."""

    columns: Columns
    mask: np.ndarray | None = None
    tallies: dict = field(default_factory=dict)

    @cached_property
    def positions(self):
        """In the order of names."""
        return np.arange(len(self.columns)) if self.mask is None else np.flatnonzero(self.mask)

    @property
    def by_updated(self):
        """Positions, that of what changed last first."""
        return self._in_order(self.columns.by_updated)

    @property
    def by_recommended(self):
        """Positions, that of what is recommended first."""
        return self._in_order(self.columns.by_recommended)

    def _in_order(self, order):
        return order if self.mask is None else order.take(np.flatnonzero(self.mask.take(order)))

    def sorted_by(self, key):
        """Positions in the order of an array with a key for each; ties in the order of names."""
        return self.positions.take(np.argsort(key, kind="stable"))

    @cached_property
    def packed(self):
        return np.packbits(np.ones(len(self.columns), dtype=bool) if self.mask is None else self.mask)

    def __len__(self):
        return len(self.columns) if self.mask is None else int(np.count_nonzero(self.mask))

    def tally(self, lookup):
        """Value -> number, as the column counts it; counted once a selection."""
        if lookup not in self.tallies:
            self.tallies[lookup] = self.columns.lists[lookup].tally(self)
        return self.tallies[lookup]
