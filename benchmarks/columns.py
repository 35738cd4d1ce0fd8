"""Times what the columns in memory do for one answer, without database and server, at several sizes.

    python -m benchmarks.columns --sizes 1400 14000 140000 1000000

Prints milliseconds, the least of several calls. Compare runs on the same machine only.
"""

import argparse
import time

import numpy as np

from landkarte.geometry import Box
from landkarte.query.cells import cells_of, world_rows
from landkarte.query.columns import Codes, Columns, Links, Selection

CALLS = 7
NRW = Box(5.86, 50.32, 9.47, 52.54)


def columns_of(size):
    """Entries by chance: 7 kinds, 400 towns, 18 industries and 12 focuses, some with a few."""
    chance = np.random.default_rng(1)
    latitude = chance.uniform(NRW.south, NRW.north, size)

    def codes(number, form):
        return Codes((None, *map(str, range(number))), chance.integers(0, number + 1, size).astype(form))

    def links(number):
        bits = {key: np.packbits(chance.random(size) < 2 / number) for key in range(number)}
        return Links(size, bits, {key: f"t{key}" for key in bits})

    return Columns(
        pk=chance.permutation(size).astype(np.int32),
        latitude=latitude,
        longitude=chance.uniform(NRW.west, NRW.east, size),
        y=world_rows(latitude),
        by_updated=chance.permutation(size).astype(np.int32),
        lists={
            "kind": codes(7, np.uint8),
            "size": codes(5, np.uint8),
            "region_id": codes(400, np.uint16),
            "industries": links(18),
            "focuses": links(12),
        },
    )


def filter_and_counts(columns):
    """One kind and one industry; the counts of each facet under the others."""
    kind = columns.lists["kind"].chosen({"1"}.__contains__)
    industry = columns.lists["industries"].chosen({"t1"}.__contains__)
    both = Selection(columns, kind & industry)
    for name in columns.lists:
        selection = {"kind": Selection(columns, industry), "industries": Selection(columns, kind)}.get(
            name, both
        )
        selection.tally(name)
    return both


def counts_of_all(columns):
    everything = Selection(columns)
    for name in columns.lists:
        everything.tally(name)


def cells(columns, selection):
    positions = selection.positions
    kind = columns.lists["kind"].codes.take(positions)
    arrays = columns.latitude.take(positions), columns.longitude.take(positions), kind
    return cells_of(*arrays, kinds=8, box=NRW, zoom=9, y=columns.y.take(positions))


def least(call):
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main(sizes):
    print(f"{'entries':>9}  filter and counts  its cells  counts of all  cells of all  bytes an entry")
    for size in sizes:
        columns = columns_of(size)
        both, everything = filter_and_counts(columns), Selection(columns)
        times = (
            least(lambda columns=columns: filter_and_counts(columns)),
            least(lambda columns=columns, both=both: cells(columns, both)),
            least(lambda columns=columns: counts_of_all(columns)),
            least(lambda columns=columns, everything=everything: cells(columns, everything)),
        )
        print(f"{size:9}  {'  '.join(f'{spent:12.3f}' for spent in times)}  {columns.nbytes / size:9.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_400, 14_000, 140_000, 1_000_000])
    main(parser.parse_args().sizes)
