"""What the map and the counts need, for a query. Straight from SQL today; a column index may follow."""

from collections import Counter

import numpy as np
from django.conf import settings
from django.db.models import Count

from landkarte.geometry import Box
from landkarte.models import Entry, Focus, Industry, Region
from landkarte.query.cells import cells_of
from landkarte.query.filters import FACETS

KINDS = tuple(Entry.Kind.values)
FACET_COLUMNS = {
    "kind": "kind",
    "industry": "industries__slug",
    "focus": "focuses__slug",
    "size": "size",
    "region": "region_id",
}
VOCABULARIES = {"industry": Industry, "focus": Focus}


def facets(query):
    """Per parameter, value -> number of entries under the *other* parameters; zero values are left out.

    Regions count at each level: a municipality's entries are its district's too. What carries a retired term
    counts for the term that replaced it.
    """
    if not query.is_valid():
        return {name: {} for name in FACETS}
    return {name: counts(query, name, query.matching(leaving_out=name)) for name in FACETS}


def counts(query, name, entries):
    """Value of this parameter -> number of these entries that it names, as in `facets`."""
    if name == "region":
        return region_counts(entries)
    found = _counted(name, entries)
    return found | _replacements(query, name, entries) if name in VOCABULARIES else found


def region_counts(entries):
    """Official key of each region, at every level -> number of these entries in it."""
    return _with_parents(_counted("region", entries))


def _counted(name, entries):
    rows = entries.order_by().values_list(FACET_COLUMNS[name]).annotate(number=Count("pk"))
    return {value: number for value, number in rows if value}


def _replacements(query, name, entries):
    """Counts of the terms that stand for retired ones: an entry with both counts once."""
    current = VOCABULARIES[name].objects.filter(slug__in=set(query.meanings[name].values()))
    return {term.slug: query.with_term(entries, name, [term]).count() for term in current}


def _with_parents(counts):
    totals = Counter()
    for key, number in counts.items():
        for length in Region.KEY_LENGTHS.values():
            totals[key[:length]] += number
    return dict(totals)


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
