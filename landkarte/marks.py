"""Marks that entries bear on cards, in popups and on their page: apps above give them, in a module `marks`
of their own."""

from dataclasses import dataclass
from typing import Any

_marks = {}


@dataclass(frozen=True)
class Mark:
    """`bearers()` returns a QuerySet of the primary keys of the entries that bear the mark, and `address(pk)`
    the page that it leads to, or ""."""

    name: str
    label: Any  # a lazily translated text
    bearers: Any
    address: Any


def register(mark):
    """ValueError when the name is taken."""
    if mark.name in _marks:
        raise ValueError(f"There is a mark {mark.name} already.")
    _marks[mark.name] = mark
    return mark


def mark(name):
    return _marks[name]


def marks():
    """All marks, in the order of their registration."""
    return list(_marks.values())
