"""Finds where newcomers belong in an order of rows that nobody holds in memory."""

import numpy as np

from machinery.changes import UnknownPastError


def ranks(ordered, newcomers, keys_of):
    """How many of the `ordered` rows (an array of primary keys) come before each of the newcomers (their sort
    keys): an array of as many numbers.

    Looks in the middle of what is left, for all newcomers at once: so `keys_of(primary keys)`, which returns
    them with their sort keys, is asked once a round, 20 times among a million. UnknownPastError
    when one of the rows is not there.
    """
    low, high = np.zeros(len(newcomers), dtype=int), np.full(len(newcomers), len(ordered))
    known = {}
    while (low < high).any():
        open_ = np.flatnonzero(low < high)
        middle = (low + high) // 2
        probes = dict(zip(open_.tolist(), ordered[middle[open_]].tolist(), strict=True))
        known |= keys_of(list(set(probes.values()) - known.keys()))
        if not known.keys() >= set(probes.values()):
            raise UnknownPastError("a row is gone, and nobody noted it")
        for newcomer, probe in probes.items():
            if known[probe] < newcomers[newcomer]:
                low[newcomer] = middle[newcomer] + 1
            else:
                high[newcomer] = middle[newcomer]
    return low
