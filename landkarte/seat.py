"""Whether a point lies where its town does, and in North Rhine-Westphalia at all: the one rule for what
companies send in and for what stands on the map."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from django.conf import settings

from landkarte.geometry import Box, kilometres_between
from landkarte.models import Region
from landkarte.publishing import current_version

STATE = "05"
FARTHEST_KM = 20  # from the middle of the largest municipalities to their edge
SURE_KM = 10  # the outlines of the districts are drawn coarsely: so near the town's middle they do not count


class Distance(NamedTuple):
    """What is wrong with a point: `kilometres` from its town's middle where it lies too far from it, or None
    where it lies outside the state."""

    kilometres: float | None


OUTSIDE = Distance(None)


def is_in_state(region):
    return region.ags.startswith(STATE)


def fault_of(point, region):
    """What speaks against this `Point` for a seat in this municipality, or None."""
    land = Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
    if not (land.south <= point.latitude <= land.north and land.west <= point.longitude <= land.east):
        return OUTSIDE
    distance = kilometres_between(point, region.point) if region.point else 0
    if distance > FARTHEST_KM:
        return Distance(distance)
    if distance > SURE_KM and not _lies_in_a_district(point):
        return OUTSIDE
    return None


def _lies_in_a_district(point):
    rings = _rings(current_version())
    return not rings or any(_lies_within(point, ring) for ring in rings)


@lru_cache(maxsize=1)
def _rings(version):
    """The outer edges of the districts, as lists of longitude and latitude; kept until the data version
    moves."""
    outlines = Region.objects.districts().exclude(outline=None).values_list("outline", flat=True)
    return [ring for outline in outlines for ring in _outer_rings(outline)]


def _outer_rings(outline):
    areas = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return [area[0] for area in areas]


def _lies_within(point, ring):
    """Whether a ray to the east crosses the ring, pairs of longitude and latitude, an odd number of times."""
    inside = False
    for (east, north), (next_east, next_north) in pairwise(ring):
        if (north > point.latitude) != (next_north > point.latitude):
            crossing = east + (point.latitude - north) * (next_east - east) / (next_north - north)
            inside ^= point.longitude < crossing
    return inside
