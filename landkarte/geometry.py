"""Places on the globe: WGS 84 degrees in, kilometres and boxes out; points in areas."""

import math
from itertools import pairwise
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


def rings_of(outline):
    """All rings of a GeoJSON polygon or multipolygon, holes too (RFC 7946, section 3.1): pairs of longitude
    and latitude, the first one again at the end."""
    polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def lies_within(point, rings):
    """Whether the point lies in the area of these rings: a ray to the east crosses them an odd number of
    times (even-odd rule: holes and islands come out by themselves)."""
    inside = False
    for ring in rings:
        for (east, north), (next_east, next_north) in pairwise(ring):
            if (north > point.latitude) != (next_north > point.latitude):
                crossing = east + (point.latitude - north) * (next_east - east) / (next_north - north)
                inside ^= point.longitude < crossing
    return inside


def kilometres_beyond(point, rings):
    """Kilometres from the point to the nearest edge of the area of these rings, 0 inside. Measured on the
    plane that touches the globe at the point: exact enough for the distances within a state."""
    if lies_within(point, rings):
        return 0
    degree = math.radians(1) * EARTH_RADIUS_KM
    narrowing = degree * math.cos(math.radians(point.latitude))
    flat = (
        [((east - point.longitude) * narrowing, (north - point.latitude) * degree) for east, north in ring]
        for ring in rings
    )
    return min((_to_origin(*edge) for ring in flat for edge in pairwise(ring)), default=math.inf)


def _to_origin(start, end):
    """From the edge between two points of a plane to its origin."""
    (x, y), (right, up) = start, (end[0] - start[0], end[1] - start[1])
    length = right * right + up * up
    share = min(1, max(0, -(x * right + y * up) / length)) if length else 0
    return math.hypot(x + share * right, y + share * up)
