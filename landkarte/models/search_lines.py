"""Keeps what the search looks through in step with every row that it is made of."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import m2m_changed, post_save
from django.dispatch import Signal, receiver

from landkarte.models.entry import Entry
from landkarte.models.place import Region
from landkarte.models.vocabulary import Focus, Industry

refreshed = Signal()  # `keys`: of the entries whose lines were looked through, a batch
BATCH = 500  # entries held in memory at once

_waiting = ContextVar("entries_waiting_for_search_lines", default=None)


@contextmanager
def refreshed_once(watch=iter):
    """Write the search lines of all entries touched inside once, at the end, instead of row by row.

    For loading many rows. An error that leaves the block writes none, so hold it in a transaction.
    `watch` is handed the batches of that end and returns them one by one: a progress bar, say.
    """
    if _waiting.get() is not None:
        yield
        return
    keys = set()
    token = _waiting.set(keys)
    try:
        yield
    finally:
        _waiting.reset(token)
    _refresh(keys, watch)


def touch(keys):
    """The lines of the entries with these keys, and of those that belong to them, may have changed.

    Saving does this by itself; bulk operations must ask for it.
    """
    waiting = _waiting.get()
    if waiting is None:
        _refresh(set(keys))
    else:
        waiting.update(keys)


def _refresh(keys, watch=iter):
    for batch in _batches(keys):
        keys = keys | set(Entry.objects.filter(organisation__in=batch).values_list("pk", flat=True))
    for batch in watch(_batches(keys)):
        Entry.objects.filter(pk__in=batch).refresh_search()
        refreshed.send(Entry, keys=batch)


def _batches(keys):
    ordered = sorted(keys)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


@receiver(post_save, sender=Entry)
def after_entry(instance, raw, **kwargs):
    if not raw:
        touch([instance.pk])


@receiver(m2m_changed, sender=Entry.industries.through)
@receiver(m2m_changed, sender=Entry.focuses.through)
def after_terms_of_entry(instance, action, pk_set, **kwargs):
    if action.startswith("post_"):
        touch([instance.pk] if isinstance(instance, Entry) else pk_set or [])


@receiver(post_save, sender=Industry)
@receiver(post_save, sender=Focus)
def after_term(instance, created, **kwargs):
    if not created:
        touch(instance.entries.values_list("pk", flat=True))


@receiver(post_save, sender=Region)
def after_region(instance, created, **kwargs):
    if not created:
        touch(Entry.objects.filter(region__parent=instance).values_list("pk", flat=True))
