"""What the map draws of entries: their points, or cells when there are too many."""

import numpy as np
from django.conf import settings
from django.db.models import Max, Min

from landkarte.geometry import Box
from landkarte.models import Entry
from landkarte.query.cells import cells_of

KINDS = tuple(Entry.Kind.values)


def points(entries):
    """Columns of those entries that have a point: id, kind (index into KINDS), latitude, longitude."""
    rows = entries.located().order_by("pk").values_list("pk", "kind", "latitude", "longitude")
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    number = {kind: index for index, kind in enumerate(KINDS)}
    return {
        "id": columns[0],
        "kind": [number[kind] for kind in columns[1]],
        "latitude": columns[2],
        "longitude": columns[3],
    }


def drawing(entries, *, zoom, box=None):
    """What the map draws of these entries: `points`, or when there are too many `cells` of 64 pixels at this
    zoom level, in the box."""
    columns = points(entries)
    if len(columns["id"]) <= settings.MAP_POINT_LIMIT:
        return {"points": columns}
    arrays = (np.array(columns[name]) for name in ("latitude", "longitude", "kind"))
    return {"cells": cells_of(*arrays, kinds=len(KINDS), box=box or _everywhere(), zoom=zoom)}


def drawing_of(selection, *, zoom, box=None):
    """The same of selected rows of the columns in memory, as arrays."""
    columns = selection.columns
    kind = columns.lists["kind"]
    numbers = np.array([KINDS.index(value) if value else 0 for value in kind.values])
    located = selection.positions.take(np.flatnonzero(~np.isnan(columns.latitude.take(selection.positions))))
    if len(located) <= settings.MAP_POINT_LIMIT:
        chosen = located.take(np.argsort(columns.pk.take(located)))
        return {
            "points": {
                "id": columns.pk.take(chosen),
                "kind": numbers.take(kind.codes.take(chosen)),
                "latitude": columns.latitude.take(chosen),
                "longitude": columns.longitude.take(chosen),
            }
        }
    latitude, longitude, y = (
        column.take(located) for column in (columns.latitude, columns.longitude, columns.y)
    )
    kind = numbers.take(kind.codes.take(located))
    box = box or _everywhere()
    return {"cells": cells_of(latitude, longitude, kind, kinds=len(KINDS), box=box, zoom=zoom, y=y)}


def bounds(entries):
    """The `Box` around those entries that have a point; None when there is none."""
    sides = (
        entries.located()
        .order_by()
        .aggregate(Min("longitude"), Min("latitude"), Max("longitude"), Max("latitude"))
    )
    return None if None in sides.values() else Box(*sides.values())


def bounds_of(selection):
    """The same of selected rows of the columns in memory."""
    columns = selection.columns
    latitude, longitude = (
        column.take(selection.positions) for column in (columns.latitude, columns.longitude)
    )
    if not len(latitude) or np.isnan(latitude).all():
        return None
    sides = (np.nanmin(longitude), np.nanmin(latitude), np.nanmax(longitude), np.nanmax(latitude))
    return Box(*map(float, sides))


def _everywhere():
    return Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
