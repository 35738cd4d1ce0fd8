"""What waits for staff, whichever app it belongs to: apps register their sources in a module `queue`.

A source has items, each with a day by which it is due; a heap has only a number and a list to go to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_sources, _heaps, _makers = {}, {}, []


@dataclass(frozen=True)
class Source:
    """`rows()` is a QuerySet of all that waits. `columns` names what the queue shows of each row, as
    expressions: `reference`, `title` and `detail` (texts), `since` (datetime), `due_on` (date).

    `address(key)` is the page in the administration on which staff decide, `permission` what they need to
    see it ("app.codename"). Where the rows themselves know who takes care of them, `assignee` is that column
    and `assign(key, to=, by=)` the verb; everything else is noted by `landkarte.handling`.
    """

    name: str  # at most 20 letters
    label: Any
    rows: Callable
    columns: dict
    address: Callable
    permission: str
    assignee: str = ""
    assign: Callable | None = None


@dataclass(frozen=True)
class Heap:
    """`number()` of things, listed at `address()`; shown to those with the `permission` if there are any."""

    name: str
    label: Any
    number: Callable
    address: Callable
    permission: str


def register(source):
    """Of a `Source` or a `Heap`. ValueError when the name is taken."""
    registry = _heaps if isinstance(source, Heap) else _sources
    if source.name in registry:
        raise ValueError(f"There is a source {source.name} already.")
    registry[source.name] = source


def sources(user):
    """Those that this user may see: name -> `Source`."""
    return {name: source for name, source in _sources.items() if user.has_perm(source.permission)}


def register_heaps(make):
    """`make()` returns `Heap`s that stand behind all others and are counted together, each time anew."""
    _makers.append(make)


def heaps(user):
    made = [heap for make in _makers for heap in make()]
    return [heap for heap in [*_heaps.values(), *made] if user.has_perm(heap.permission)]
