"""NRW on a picture: where a point lies, and the land itself, drawn once for each version of the data."""

import math
from functools import lru_cache

from PIL import Image, ImageDraw

from landkarte.geometry import Box
from landkarte.models import Region
from machinery.publishing import current_version

SIDE = 560  # pixels of the map on the picture
FINE = 2  # so many times as large while it is drawn: edges become smooth when it is made small
LAND, BORDER, PAPER, EDGE = "#eeece1", "#c3c8bd", "#fbfbf8", "#8a979b"
_NRW = Box(5.86, 50.32, 9.47, 52.54)


def _mercator(latitude):
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


_TOP, _BOTTOM = _mercator(_NRW.north), _mercator(_NRW.south)
_SCALE = (SIDE * FINE - 1) / max(math.radians(_NRW.east - _NRW.west), _TOP - _BOTTOM)
_LEFT = (SIDE * FINE - math.radians(_NRW.east - _NRW.west) * _SCALE) / 2


def place(latitude, longitude):
    """Pixels on the fine map, from its upper left corner."""
    x = math.radians(longitude - _NRW.west) * _SCALE + _LEFT
    return x, (_TOP - _mercator(latitude)) * _SCALE


def land():
    """The fine map without anything on it; a copy to draw on."""
    return _land(current_version()).copy()


@lru_cache(maxsize=1)
def _land(version):
    image = Image.new("RGB", (SIDE * FINE, SIDE * FINE), PAPER)
    draw = ImageDraw.Draw(image)
    rings = [list(_ring(ring)) for ring in _rings()]
    for ring in rings:  # the land as a whole first: its edge is what stands out of the districts
        draw.line([*ring, ring[0]], fill=EDGE, width=4 * FINE, joint="curve")
    for ring in rings:
        draw.polygon(ring, fill=LAND)
    for ring in rings:
        draw.line([*ring, ring[0]], fill=BORDER, width=FINE)
    return image


def _rings():
    """The outer rings of all districts."""
    for shape in Region.objects.districts().exclude(outline=None).values_list("outline", flat=True):
        areas = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        yield from (area[0] for area in areas)


def _ring(ring):
    for longitude, latitude, *_height in ring:
        yield place(latitude, longitude)
