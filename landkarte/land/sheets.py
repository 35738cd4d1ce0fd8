"""What the map draws of the land, in two parts: the whole at once, the municipalities when they are near.

Columns of whole numbers, all in steps of `1 / DEGREE` degrees: about ten metres. A line begins relative to
the start of the line before it, and each further point is relative to the one before.
"""

from itertools import groupby, pairwise

from landkarte.geometry import rings_of
from landkarte.land.borders import shared_lines
from landkarte.models import Place, Region, River

DEGREE = 10_000


def whole():
    """The land at a glance: `districts`, `rivers`, and all `towns`, largest first."""
    rivers, towns = list(River.objects.all()), _largest_first(Region.objects.municipalities())
    return {
        "degree": DEGREE,
        "districts": _areas(Region.objects.districts(), named=True),
        "rivers": {
            "name": [river.name for river in rivers],
            "lines": [_deltas(map(_steps, _courses(river))) for river in rivers],
        },
        "towns": {"ags": [town.ags for town in towns]} | _places(towns),
    }


def closer():
    """What shows from near: outlines of `municipalities`, and the `places` inside them."""
    return {
        "degree": DEGREE,
        "municipalities": _areas(Region.objects.municipalities(), named=False),
        "places": _places(_largest_first(Place.objects.all())),
    }


def shape_of(outline):
    """The rings of one area, for a page that shows it alone."""
    return {"degree": DEGREE, "rings": _deltas(filter(None, map(_ring, rings_of(outline))))}


def _areas(regions, *, named):
    found = list(regions.exclude(outline=None).order_by("ags").only("ags", "name", "outline"))
    rings = [list(filter(None, map(_ring, rings_of(region.outline)))) for region in found]
    lines, numbered = shared_lines(rings)
    areas = {"ags": [region.ags for region in found], "rings": numbered, "lines": _deltas(lines)}
    return areas | ({"name": [region.name for region in found]} if named else {})


def _largest_first(places):
    located = places.exclude(latitude=None).only("name", "population", "latitude", "longitude")
    return sorted(located, key=lambda place: (-(place.population or 0), place.name))


def _places(places):
    return {
        "name": [place.name for place in places],
        "population": [round(place.population or 0, -2) for place in places],
        "x": [round(place.longitude * DEGREE) for place in places],
        "y": [round(place.latitude * DEGREE) for place in places],
    }


def _courses(river):
    coordinates = river.course["coordinates"]
    return [coordinates] if river.course["type"] == "LineString" else coordinates


def _ring(ring):
    """None for what is too small to be one."""
    steps = _steps(ring)
    return steps if len(steps) > 3 else None


def _steps(line):
    """Without the points that come to lie on the one before."""
    points = ((round(point[0] * DEGREE), round(point[1] * DEGREE)) for point in line)
    return [point for point, _same in groupby(points)]


def _deltas(lines):
    found, (x, y) = [], (0, 0)
    for line in lines:
        start = line[0]
        numbers = [start[0] - x, start[1] - y]
        for one, other in pairwise(line):
            numbers += [other[0] - one[0], other[1] - one[1]]
        found.append(numbers)
        x, y = start
    return found
