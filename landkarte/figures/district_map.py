"""The districts as a drawing: outlines turned into paths, shaded by a number."""

import math
from dataclasses import dataclass

from landkarte.geometry import rings_of
from landkarte.models import Region

WIDTH = 600
MARGIN = 4
SHADES = 5
MIDDLE = math.cos(math.radians(51.4))  # a degree of longitude is so much shorter than one of latitude


@dataclass
class District:
    name: str
    path: str
    number: int
    href: str
    shade: int  # 0 for nothing, else 1 to 5


@dataclass
class Shade:
    """Numbers from `low` to `high` have this shade."""

    shade: int
    low: int
    high: int


@dataclass
class DistrictMap:
    districts: list
    shades: list
    height: int
    width: int = WIDTH


def district_map(figure):
    """The `DistrictMap` of the figure of the districts; None while no outlines are loaded."""
    outlines = {
        region.ags: rings_of(region.outline)
        for region in Region.objects.districts().exclude(outline=None).only("ags", "outline")
    }
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    if not points:
        return None
    project, height = _projection(points)
    shades = _shades(max(row.number for row in figure.rows))
    districts = [
        District(
            row.label,
            "".join(_path(ring, project) for ring in outlines[row.value]),
            row.number,
            row.href,
            next((one.shade for one in shades if one.low <= row.number <= one.high), 0),
        )
        for row in figure.rows
        if row.value in outlines
    ]
    return DistrictMap(districts, shades, height)


def _projection(points):
    """Equirectangular: a function from degrees to units of the drawing, and the drawing's height."""
    longitudes, latitudes = zip(*(point[:2] for point in points), strict=True)
    west, north = min(longitudes), max(latitudes)
    scale = (WIDTH - 2 * MARGIN) / ((max(longitudes) - west) * MIDDLE)

    def project(longitude, latitude):
        return MARGIN + (longitude - west) * MIDDLE * scale, MARGIN + (north - latitude) * scale

    return project, math.ceil((north - min(latitudes)) * scale) + 2 * MARGIN


def _path(ring, project):
    """An SVG path with one decimal, whatever the language writes for a decimal point."""
    corners = (project(*point[:2]) for point in ring[:-1])
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in corners)}Z"


def _shades(most):
    """At most five ranges from 1 to the largest number, each wider than the one before: few districts have
    many entries. Fewer ranges take the darker shades."""
    ends = sorted({max(1, round(most * (step / SHADES) ** 2)) for step in range(1, SHADES + 1)})
    starts = [1, *(end + 1 for end in ends[:-1])]
    ranges = zip(starts, ends, strict=True) if most else ()
    return [Shade(SHADES - len(ends) + number, low, high) for number, (low, high) in enumerate(ranges, 1)]
