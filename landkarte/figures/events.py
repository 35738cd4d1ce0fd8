"""When each public entry became public, and in which months its content changed: held in each process.

The history of all entries is long, and what a query asks of it are a few numbers a month. So it is read once,
and then only what the database has noted as changed (`machinery/changes.py`).
"""

import threading
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from landkarte.models import Entry
from landkarte.models.news import content_changes
from machinery import changes
from machinery.one_moment import one_moment
from machinery.reading import is_undecided

MOST_CHANGES = 2_000  # beyond that, everything is read anew


def month_of(day):
    """A month as a number: those that follow each other do so too."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True)
class Moments:
    """Something that happened to entries: arrays of primary keys, seconds since 1970, and `month_of` that;
    `since` and `since_month` tell the same of when each entry became public."""

    pk: np.ndarray
    at: np.ndarray
    month: np.ndarray
    since: np.ndarray
    since_month: np.ndarray

    def where(self, mask):
        return Moments(*(array[mask] for array in self.arrays()))

    def arrays(self):
        return self.pk, self.at, self.month, self.since, self.since_month

    def of(self, keys):
        """Those of the entries with these primary keys."""
        return self.where(np.isin(self.pk, keys))

    def __add__(self, other):
        pairs = zip(self.arrays(), other.arrays(), strict=True)
        return Moments(*(np.concatenate(pair) for pair in pairs))


@dataclass(frozen=True)
class Events:
    """`published`: one moment for each public entry. `updated`: the last change of its content in each month
    in which it had one after it became public."""

    published: Moments
    updated: Moments

    def latest(self, keys, number):
        """So many pairs of key and seconds: which of these entries became public or changed last, and when.
        The latest comes first, of equal ones the one with the greater key."""
        came, changed = self.published.of(keys), self.updated.of(keys)
        order = np.argsort(came.pk)
        pk, at = came.pk[order], came.at[order]
        np.maximum.at(at, np.searchsorted(pk, changed.pk), changed.at)
        last = np.lexsort([-pk, -at])[:number]
        return list(zip(pk[last].tolist(), at[last].tolist(), strict=True))


def read(keys=None):
    """The `Events` of all public entries, or of those with these keys."""
    entries, lines = Entry.objects.published(), content_changes(Entry)
    if keys is not None:
        entries, lines = entries.filter(pk__in=keys), lines.filter(id__in=keys)
    came = {key: (at.timestamp(), _month(at)) for key, at in _pairs(entries, "pk", "published_at")}
    published = [(key, *moment, *moment) for key, moment in came.items()]
    last = {}
    for key, at in _pairs(lines, "id", "history_date"):
        if key in came and (seconds := at.timestamp()) > came[key][0]:
            place = key, _month(at)
            last[place] = max(seconds, last.get(place, 0))
    updated = [(key, seconds, month, *came[key]) for (key, month), seconds in last.items()]
    return Events(_moments(published), _moments(updated))


def _pairs(rows, key, moment):
    return rows.order_by().values_list(key, moment).iterator(chunk_size=2000)


def _month(moment):
    return month_of(timezone.localtime(moment))


def _moments(rows):
    forms = (np.int64, float, np.int32, float, np.int32)
    columns = list(zip(*rows, strict=True)) or [()] * len(forms)
    return Moments(*(np.array(column, dtype=form) for column, form in zip(columns, forms, strict=True)))


class EventLog:
    """The `Events` of now."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        self.events, self.reached = None, None

    def current(self):
        if is_undecided():
            return read()  # what is there may be taken back: nobody else gets it
        with self.lock, one_moment():
            try:
                self._move_on()
            except changes.UnknownPastError:
                self.reached = changes.newest()
                self.events = read()
            return self.events

    def _move_on(self):
        if self.events is None:
            raise changes.UnknownPastError("nothing was read yet")
        changed, reached = changes.since(self.reached, Entry)
        if len(changed) > MOST_CHANGES:
            raise changes.UnknownPastError(f"{len(changed)} entries have changed")
        if changed:
            new, keys = read(changed), list(changed)
            self.events = Events(
                *(
                    old.where(~np.isin(old.pk, keys)) + fresh
                    for old, fresh in (
                        (self.events.published, new.published),
                        (self.events.updated, new.updated),
                    )
                )
            )
        self.reached = reached


event_log = EventLog()
