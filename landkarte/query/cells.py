"""Sums points into the cells of a map sheet."""

import numpy as np

CELL_PIXELS = 64
TILE_PIXELS = 256  # a world at zoom 0, by the convention of web maps


def mercator(latitude, longitude):
    """Degrees -> x and y of the Web Mercator square, both from 0 to 1, y growing southwards (EPSG:3857)."""
    x = longitude / 360 + 0.5
    sine = np.sin(np.radians(np.clip(latitude, -85.05112878, 85.05112878)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return x, y


def cells_of(latitude, longitude, kind, *, kinds, box, zoom):
    """Sum points (degrees; kind as number below `kinds`) into 64-pixel cells of the world at this zoom.

    Only points in the `box` count. Returns columns, one row a cell: mean `latitude` and `longitude`,
    `counts` per kind, and the extent of the members (`west`, `south`, `east`, `north`).
    """
    inside = (
        (latitude >= box.south) & (latitude <= box.north) & (longitude >= box.west) & (longitude <= box.east)
    )
    latitude, longitude, kind = latitude[inside], longitude[inside], kind[inside]
    side = TILE_PIXELS * 2**zoom // CELL_PIXELS
    x, y = mercator(latitude, longitude)
    key = (y * side).astype(np.int64) * side + (x * side).astype(np.int64)
    _, cell = np.unique(key, return_inverse=True)
    number = int(cell.max()) + 1 if cell.size else 0
    members = np.bincount(cell, minlength=number)
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


def _extreme(which, cell, values, number):
    extremes = np.full(number, np.inf if which is np.minimum else -np.inf)
    which.at(extremes, cell, values)
    return extremes.tolist()
