"""A query that the columns in memory answer, with the same words as SQL and the same answers.

The columns know the order of the rows and what to count; the rows of a page come from the database, and so
does what holds the words of `q`. Where there is no index (`Index.current`), SQL answers everything.
"""

from collections.abc import Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import and_

import numpy as np

from landkarte.query.columns import Selection
from landkarte.query.drawing import bounds, bounds_of, drawing, drawing_of
from landkarte.query.engine import Query


class IndexedQuery(Query):
    """`index` is the `Index` of the model, shared by all queries."""

    index = None

    def arranged(self, selection):
        """Positions of the selected rows in the order of the query: the twin of `ordered`."""
        return selection.positions

    @cached_property
    def snapshot(self):
        """All answers of one query are of one moment."""
        return self.index.current() if self.is_valid() else None

    # -- Rows --------------------------------------------------------------------------------------

    @cached_property
    def masks(self):
        """Name of each parameter in force that names rows -> mask of those rows."""
        columns = self.snapshot.columns
        asked = self.form.cleaned_data.items()
        masks = {name: self.filters[name].select(columns, value) for name, value in asked if value}
        if self.form.cleaned_data.get("q"):
            masks["q"] = columns.having(self.text_hits[:, 0])
        return {name: mask for name, mask in masks.items() if mask is not None}

    @cached_property
    def text_hits(self):
        """Primary keys of the rows that hold the words of `q`, in their order, each with its relevance."""
        found = self.filters["q"].found(self.queryset, self.form.cleaned_data["q"])
        found = np.fromiter(chain.from_iterable(found), dtype=int, count=2 * len(found)).reshape(-1, 2)
        return found[np.argsort(found[:, 0])]

    def selection(self, *, leaving_out=None):
        """The twin of `matching`: the `Selection` of rows that all parameters name, or all but one."""
        return self._selected if leaving_out not in self.masks else self._select(leaving_out)

    @cached_property
    def _selected(self):
        return self._select(None)

    def _select(self, leaving_out):
        masks = [mask for name, mask in self.masks.items() if name != leaving_out]
        return Selection(self.snapshot.columns, reduce(and_, masks)) if masks else self.snapshot.everything

    def relevance(self, selection):
        """How well the text fits to the selected rows: an array."""
        keys = selection.columns.pk.take(selection.positions)
        return self.text_hits[np.searchsorted(self.text_hits[:, 0], keys), 1]

    @cached_property
    def keys(self):
        """Primary keys of all hits in the order of the query: an array."""
        if self.snapshot is None:
            return _keys(self.qs)
        return self.snapshot.columns.pk[self.arranged(self.selection())]

    @cached_property
    def hit_keys(self):
        """The same in any order."""
        if self.snapshot is None:
            return _keys(self.matching().order_by())
        return self.snapshot.columns.pk.take(self.selection().positions)

    @property
    def total(self):
        return self.qs.count() if self.snapshot is None else len(self.selection())

    @property
    def hits(self):
        return super().hits if self.snapshot is None else Hits(self)

    # -- What is made of them ----------------------------------------------------------------------

    def counts(self, name, rows=None):
        if rows is None and self.snapshot:
            return self.filters[name].counts_of(self.selection(leaving_out=name))
        return super().counts(name, rows)

    def tally(self, name):
        """Value of this parameter -> number of hits that have it, None -> of those that have none."""
        if self.snapshot is None:
            return self.filters[name].tally(self.matching())
        return self.filters[name].tally_of(self.selection())

    def counts_of_hits(self, name):
        """What `tally` means to the reader, without zeros."""
        return self.filters[name].summed(self.tally(name))

    @property
    def bounds(self):
        """The `Box` around all hits with a point; None when there is none."""
        if self.snapshot is None:
            return bounds(self.matching())
        return bounds_of(self.selection())

    def drawing(self, *, zoom, box=None):
        """What the map draws of the hits (see `drawing.drawing`)."""
        if self.snapshot is None:
            return drawing(self.matching(), zoom=zoom, box=box)
        return drawing_of(self.selection(), zoom=zoom, box=box)


class Hits(Sequence):
    """The rows of an indexed query: only those of a slice are read. What has gone meanwhile is left out."""

    def __init__(self, query):
        self.query = query

    def __len__(self):
        return self.query.total

    def __getitem__(self, part):
        keys = self.query.keys[part].tolist()
        rows = self.query.listed(self.query.queryset.filter(pk__in=keys))
        found = {row.pk: row for row in rows}
        return [found[key] for key in keys if key in found]


def _keys(rows):
    return np.fromiter(rows.values_list("pk", flat=True), dtype=np.int32)
