"""Sums points into the cells of a map sheet."""

import numpy as np

CELL_PIXELS = 64
TILE_PIXELS = 256  # a world at zoom 0, by the convention of web maps
WORLD_BITS = 30  # the world has 2^30 rows: more than the closest zoom level has cells
FEW_CELLS = 1_000_000  # that a sheet may have for a place in memory for each, and pairs of cell and town too


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


def cells_of(latitude, longitude, kind, town, *, kinds, towns, box, zoom, y=None):
    """Sum points (degrees; kind as number below `kinds`, town below `towns`, -1 for none) into 64-pixel cells
    of the world at this zoom.

    Only points in the `box` count; `y` are their `world_rows`, where they are known. Returns columns, one row
    a cell: mean `latitude` and `longitude`, `counts` per kind, the extent of the members (`west`, `south`,
    `east`, `north`), the `town` that most of them are in, and how many these are (`in_town`).
    """
    inside = np.flatnonzero(
        (latitude >= box.south) & (latitude <= box.north) & (longitude >= box.west) & (longitude <= box.east)
    )
    y = world_rows(latitude) if y is None else y
    if len(inside) < len(latitude):
        columns = (latitude, longitude, kind, town, y)
        latitude, longitude, kind, town, y = (column.take(inside) for column in columns)
    cell, number = _cells(longitude, y, zoom)
    members = np.bincount(cell, minlength=number)
    taken = np.flatnonzero(members)
    counts = np.bincount(cell * kinds + kind, minlength=number * kinds).reshape(number, kinds)

    def mean(values):
        return (np.bincount(cell, values, number)[taken] / members[taken]).round(6).tolist()

    def extreme(which, values, start):
        extremes = np.full(number, start)
        which.at(extremes, cell, values)
        return extremes[taken].tolist()

    return {
        "latitude": mean(latitude),
        "longitude": mean(longitude),
        "counts": counts[taken].tolist(),
        "west": extreme(np.minimum, longitude, np.inf),
        "south": extreme(np.minimum, latitude, np.inf),
        "east": extreme(np.maximum, longitude, -np.inf),
        "north": extreme(np.maximum, latitude, -np.inf),
        **_main_towns(cell, town, taken, number, towns),
    }


def _main_towns(cell, town, taken, number, towns):
    """Columns of the cells that are `taken`: the `town` with most members, the first of equals, and how many
    are `in_town`."""
    row = np.zeros(number, dtype=np.intp)
    row[taken] = np.arange(len(taken))
    width = towns + 1  # the first one for those without a town
    pair = row.take(cell) * width + (town + 1)
    if len(taken) * width <= FEW_CELLS:
        members = np.bincount(pair, minlength=len(taken) * width).reshape(len(taken), width)
        return {"town": (members.argmax(axis=1) - 1).tolist(), "in_town": members.max(axis=1).tolist()}
    pairs, members = np.unique(pair, return_counts=True)
    order = np.lexsort((pairs, -members, pairs // width))
    first = np.unique((pairs // width).take(order), return_index=True)[1]
    best = order.take(first)
    return {"town": (pairs.take(best) % width - 1).tolist(), "in_town": members.take(best).tolist()}


def _cells(longitude, y, zoom):
    """The number of each point's cell, by rows from the north, and how many cells there may be."""
    side = TILE_PIXELS * 2**zoom // CELL_PIXELS
    x = longitude / 360
    x += 0.5
    x *= side
    column = x.astype(np.intp)
    row = (y >> (WORLD_BITS + 1 - side.bit_length())).astype(np.intp)
    if not row.size:
        return row, 0
    column -= column.min()
    row -= row.min()
    width, height = int(column.max()) + 1, int(row.max()) + 1
    row *= width
    row += column
    if width * height <= FEW_CELLS:
        return row, width * height
    found, cell = np.unique(row, return_inverse=True)
    return cell, len(found)
