"""Marks that entries bear on cards, in popups and on their page: apps above give them, in a module `marks`
of their own."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db.models import Q
from django.utils import timezone

_marks = {}


@dataclass(frozen=True)
class Mark:
    """`bearers()` returns a QuerySet of the primary keys of the entries that bear the mark, and `address(pk)`
    the page that it leads to, or "". `condition()` returns a `Q` on entries, where their own row says whether
    they bear it. `by_clock`: it comes and goes without a change of the data, at any moment (True) or at
    midnight ("daily"). `recommends`: points by which its bearers are recommended before others (completeness
    has 100). `help_text`: what the API's description says of its bearers, in English."""

    name: str
    label: Any  # a lazily translated text
    bearers: Any
    address: Any
    by_clock: bool | str = True
    help_text: str = ""
    condition: Any = None
    recommends: int = 0

    @property
    def borne(self):
        """A `Q` on the entries that bear the mark."""
        return self.condition() if self.condition else Q(pk__in=self.bearers())

    @property
    def column(self):
        """The annotation of a QuerySet that says whether an entry bears the mark."""
        return f"bears_{self.name}"


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


def state():
    """A short text that changes when other entries bear the marks: by the clock, say, which moves no data
    version."""
    bearers = ",".join(f"{one.name}:{_of_now(one)}" for one in marks() if one.by_clock)
    return f"{crc32(bearers.encode()):08x}"


def _of_now(mark):
    return timezone.localdate() if mark.by_clock == "daily" else sorted(mark.bearers())
