"""The words of the published entries, of which a text with a typo may mean one; held in each process."""

import threading

from landkarte import search
from machinery import changes
from machinery.one_moment import one_moment
from machinery.reading import is_undecided

MOST_CHANGES = 2_000  # beyond that, they are collected anew


class KnownWords:
    """Words long enough to be close to another one. Of what is written later, that alone is read."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        self.words, self.reached, self.are_certain = frozenset(), None, True

    def of(self, entries):
        """The words of these entries, all that are published; and whether each is certainly there: those that
        have gone since they were collected are not known."""
        if is_undecided():
            return frozenset(_words(entries)), True  # they may be taken back: nobody else gets them
        with self.lock, one_moment():
            try:
                self._move_on(entries)
            except changes.UnknownPastError:
                self._collect(entries)
            return self.words, self.are_certain

    def _collect(self, entries):
        self.reached, self.are_certain = changes.newest(), True
        self.words = frozenset(_words(entries))

    def _move_on(self, entries):
        if self.reached is None:
            raise changes.UnknownPastError("nothing was collected yet")
        changed, reached = changes.since(self.reached, entries.model)
        if len(changed) > MOST_CHANGES:
            raise changes.UnknownPastError(f"{len(changed)} entries have changed")
        if changed:
            self.words |= _words(entries.filter(pk__in=changed))
            self.are_certain = False
        self.reached = reached


def _words(entries):
    words = set()
    for line in entries.order_by().values_list("search_text", flat=True).iterator():
        words.update(line.split())
    return {word for word in words if len(word) >= search.TYPO_FROM - 1}


known_words = KnownWords()
