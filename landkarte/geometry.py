"""Places on the globe: WGS 84 degrees in, kilometres and boxes out."""

import math
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class Point(NamedTuple):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """Degrees, WGS 84; west <= east and south <= north."""

    west: float
    south: float
    east: float
    north: float


def box_around(point, km):
    """The smallest box that holds the circle of this radius; reaches round the globe near the poles."""
    latitude_reach = math.degrees(km / EARTH_RADIUS_KM)
    south, north = point.latitude - latitude_reach, point.latitude + latitude_reach
    if south <= -90 or north >= 90:
        return Box(-180, max(south, -90), 180, min(north, 90))
    ratio = math.sin(km / EARTH_RADIUS_KM) / math.cos(math.radians(point.latitude))
    longitude_reach = math.degrees(math.asin(ratio)) if ratio < 1 else 180
    return Box(point.longitude - longitude_reach, south, point.longitude + longitude_reach, north)


def kilometres_between(one, other):
    """Kilometres between two `Point`s on a sphere (haversine formula)."""
    latitude, other_latitude = math.radians(one.latitude), math.radians(other.latitude)
    half_chord = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude)
        * math.cos(other_latitude)
        * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1, math.sqrt(half_chord)))
