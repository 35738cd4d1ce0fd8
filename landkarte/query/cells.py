"""Sums points into the cells of a map sheet."""

import numpy as np

CELL_PIXELS = 64
TILE_PIXELS = 256  # a world at zoom 0, by the convention of web maps
WORLD_BITS = 30  # the world has 2^30 rows: more than the closest zoom level has cells
FEW_CELLS = 1_000_000  # that a sheet may have for a place in memory for each


def mercator(latitude, longitude):
    """Degrees -> x and y of the Web Mercator square, both from 0 to 1, y growing southwards (EPSG:3857)."""
    return longitude / 360 + 0.5, _mercator_y(latitude)


def _mercator_y(latitude):
    sine = np.sin(np.radians(np.clip(latitude, -85.05112878, 85.05112878)))
    return 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)


def world_rows(latitude):
    """Which of the 2^30 rows of the world these degrees lie in, 0 for NaN: the costly half of `mercator`,
    for whoever sums the same points again and again."""
    return np.nan_to_num(_mercator_y(latitude) * 2**WORLD_BITS).astype(np.int32)


def cells_of(latitude, longitude, kind, *, kinds, box, zoom, y=None):
    """Sum points (degrees; kind as number below `kinds`) into 64-pixel cells of the world at this zoom.

    Only points in the `box` count; `y` are their `world_rows`, where they are known. Returns columns, one row
    a cell: mean `latitude` and `longitude`, `counts` per kind, and the extent of the members (`west`,
    `south`, `east`, `north`).
    """
    inside = np.flatnonzero(
        (latitude >= box.south) & (latitude <= box.north) & (longitude >= box.west) & (longitude <= box.east)
    )
    latitude, longitude, kind = (column.take(inside) for column in (latitude, longitude, kind))
    cell, members = _cells(longitude, world_rows(latitude) if y is None else y.take(inside), zoom)
    number = len(members)
    counts = np.bincount(cell * kinds + kind, minlength=number * kinds).reshape(number, kinds)
    return {
        "latitude": (np.bincount(cell, latitude, number) / members).round(6).tolist(),
        "longitude": (np.bincount(cell, longitude, number) / members).round(6).tolist(),
        "counts": counts.tolist(),
        "west": _extreme(np.minimum, cell, longitude, number),
        "south": _extreme(np.minimum, cell, latitude, number),
        "east": _extreme(np.maximum, cell, longitude, number),
        "north": _extreme(np.maximum, cell, latitude, number),
    }


def _cells(longitude, y, zoom):
    """The number of each point's cell, and how many points each cell has; by rows from the north."""
    side = TILE_PIXELS * 2**zoom // CELL_PIXELS
    column = ((longitude / 360 + 0.5) * side).astype(np.int64)
    row = (y >> (WORLD_BITS + 1 - side.bit_length())).astype(np.int64)
    if not row.size:
        return row, row
    left, top = column.min(), row.min()
    width, height = int(column.max() - left) + 1, int(row.max() - top) + 1
    key = (row - top) * width + column - left
    if width * height > FEW_CELLS:
        _, cell, members = np.unique(key, return_inverse=True, return_counts=True)
        return cell, members
    members = np.bincount(key)
    taken = members > 0
    return (np.cumsum(taken) - 1).take(key), members[taken]


def _extreme(which, cell, values, number):
    extremes = np.full(number, np.inf if which is np.minimum else -np.inf)
    which.at(extremes, cell, values)
    return extremes.tolist()
