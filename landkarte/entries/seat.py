"""Whether a point lies where its town does, and in North Rhine-Westphalia at all: the one rule for what
companies send in and for what stands on the map."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from landkarte.geometry import Box, kilometres_between, kilometres_beyond, lies_within, rings_of
from landkarte.models import Region
from machinery.publishing import current_version

STATE = "05"
EDGE_KM = 2  # the outlines are generalised: right within about a kilometre, and points are rounded too
FARTHEST_KM = 20  # without an outline: from the middle of the largest municipalities to their edge
SURE_KM = 10  # without an outline: so near the town's middle the point lies in the state


class Distance(NamedTuple):
    """What is wrong with a point: how many `kilometres` it lies beyond its town (from the town's middle where
    we do not know its outline), or None where it lies outside the state."""

    kilometres: float | None


OUTSIDE = Distance(None)


def is_in_state(region):
    return region.ags.startswith(STATE)


def fault_of(point, region):
    """What speaks against this `Point` for a seat in this municipality, or None."""
    land = Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
    if not (land.south <= point.latitude <= land.north and land.west <= point.longitude <= land.east):
        return OUTSIDE
    if not region.outline:
        return _fault_by_distance(point, region)
    beyond = kilometres_beyond(point, rings_of(region.outline))
    if beyond <= EDGE_KM:
        return None
    return Distance(beyond) if _lies_in_a_district(point) else OUTSIDE


def _fault_by_distance(point, region):
    distance = kilometres_between(point, region.point) if region.point else 0
    if distance > FARTHEST_KM:
        return Distance(distance)
    if distance > SURE_KM and not _lies_in_a_district(point):
        return OUTSIDE
    return None


def _lies_in_a_district(point):
    districts = _districts(current_version())
    return not districts or any(lies_within(point, rings) for rings in districts)


@lru_cache(maxsize=1)
def _districts(version):
    """The rings of each district that has an outline; kept until the data version moves."""
    outlines = Region.objects.districts().exclude(outline=None).values_list("outline", flat=True)
    return [rings_of(outline) for outline in outlines]
