"""What the map draws of entries: their points, or cells when there are too many."""

import numpy as np
from django.conf import settings
from django.db.models import Max, Min

from landkarte.geometry import Box
from landkarte.models import Entry
from landkarte.query.cells import cells_of

KINDS = tuple(Entry.Kind.values)
DRAWN = ("pk", "kind", "latitude", "longitude", "region_id", "precision")
NOWHERE = -1  # instead of the place of a town


def drawing(entries, *, zoom, box=None):
    """What the map draws of these entries: `towns`, the official keys of their municipalities, and `points`,
    or when there are too many `cells` of 64 pixels at this zoom level, in the box."""
    rows = entries.located().order_by("pk").values_list(*DRAWN)
    keys, kinds, latitude, longitude, towns, precisions = list(zip(*rows, strict=True)) or [()] * len(DRAWN)
    known = sorted({town for town in towns if town})
    places = {key: place for place, key in enumerate(known)}
    number = {kind: index for index, kind in enumerate(KINDS)}
    columns = {
        "id": keys,
        "kind": [number[kind] for kind in kinds],
        "latitude": latitude,
        "longitude": longitude,
        "town": [places.get(town, NOWHERE) for town in towns],
        "exact": [int(precision == Entry.Precision.ADDRESS) for precision in precisions],
    }
    if len(keys) <= settings.MAP_POINT_LIMIT:
        return {"towns": known, "points": columns}
    arrays = (np.array(columns[name]) for name in ("latitude", "longitude", "kind", "town"))
    cells = cells_of(*arrays, kinds=len(KINDS), towns=len(known), box=box or _everywhere(), zoom=zoom)
    return {"towns": known, "cells": cells}


def drawing_of(selection, *, zoom, box=None):
    """The same of selected rows of the columns in memory, as arrays."""
    columns = selection.columns
    kind = columns.lists["kind"]
    numbers = np.array([KINDS.index(value) if value else 0 for value in kind.values])
    located = selection.positions.take(np.flatnonzero(~np.isnan(columns.latitude.take(selection.positions))))
    known, places = _towns(columns.lists["region_id"], located)
    if len(located) <= settings.MAP_POINT_LIMIT:
        chosen = located.take(np.argsort(columns.pk.take(located)))
        return {
            "towns": known,
            "points": {
                "id": columns.pk.take(chosen),
                "kind": numbers.take(kind.codes.take(chosen)),
                "latitude": columns.latitude.take(chosen),
                "longitude": columns.longitude.take(chosen),
                "town": places.take(columns.lists["region_id"].codes.take(chosen)),
                "exact": _is_exact(columns.lists["precision"]).take(chosen),
            },
        }
    latitude, longitude, y = (
        column.take(located) for column in (columns.latitude, columns.longitude, columns.y)
    )
    kind = numbers.take(kind.codes.take(located))
    town = places.take(columns.lists["region_id"].codes.take(located))
    sizes = {"kinds": len(KINDS), "towns": len(known)}
    cells = cells_of(latitude, longitude, kind, town, **sizes, box=box or _everywhere(), zoom=zoom, y=y)
    return {"towns": known, "cells": cells}


def _is_exact(column):
    """1 for the rows whose point is their own, 0 for those with that of their town."""
    return column.chosen(lambda precision: precision == Entry.Precision.ADDRESS).astype(np.int8)


def _towns(column, positions):
    """Keys of the towns of these rows, sorted, and the table from the column's codes to places among them."""
    present = np.flatnonzero(np.bincount(column.codes.take(positions), minlength=len(column.values)))
    found = sorted((column.values[code], code) for code in present.tolist() if code)
    places = np.full(len(column.values), NOWHERE, dtype=np.int32)
    places[[code for _key, code in found]] = np.arange(len(found))
    return [key for key, _code in found], places


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
