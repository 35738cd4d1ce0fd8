"""What the map draws of entries: their points, or cells when there are too many."""

import numpy as np
from django.conf import settings

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
    box = box or Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
    arrays = (np.array(columns[name]) for name in ("latitude", "longitude", "kind"))
    return {"cells": cells_of(*arrays, kinds=len(KINDS), box=box, zoom=zoom)}
