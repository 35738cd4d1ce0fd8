"""One column of an export of entries, and the entries of which it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from landkarte.models import Entry


@dataclass(frozen=True)
class Column:
    """`cells(block)` returns its texts or numbers, one for each entry of a `Block`; of the entries' own table
    it `reads` these columns. Personal ones need a permission of their own. What `is_imported` comes back
    unchanged when the file is imported."""

    name: str
    label: Any
    cells: Callable
    reads: tuple = ()
    is_personal: bool = False
    is_imported: bool = False


class Block:
    """The entries with these keys, in this order, without those that are gone: plain rows, read at once."""

    def __init__(self, keys, columns):
        reads = list(dict.fromkeys(["pk", *(name for column in columns for name in column.reads)]))
        rows = Entry.objects.filter(pk__in=keys).order_by().values_list(*reads)
        found = {row[0]: row for row in rows}
        ordered = [found[key] for key in keys if key in found]
        self.read = dict(zip(reads, zip(*ordered, strict=True), strict=True)) if ordered else {}
        self.keys = self.read.get("pk", ())
        self._found = {}

    def once(self, find):
        """What `find(block)` returns, which several columns need."""
        if find not in self._found:
            self._found[find] = find(self)
        return self._found[find]

    def rows(self, columns):
        """The cells of each entry."""
        return list(zip(*(column.cells(self) for column in columns), strict=True)) if self.keys else []
