"""Background tiles through our own origin, so that no visitor's address reaches a third party.

In production a caching proxy may stand in front of this address; see docs/decisions/0006-tiles.md.
"""

import base64
import math

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.generic import View

from landkarte.views import tile_source

ZOOMS = range(5, 19)
DAY = 24 * 3600
MARGIN_DEGREES = 1.5  # around NRW: what a visitor can scroll to
EMPTY = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


class Tile(View):
    """One tile of the background, kept for a month. While the source is away or slow: an empty tile, so that
    the vector background shows."""

    def get(self, request, zoom, x, y):
        if not settings.TILE_URL or not covers_region(zoom, x, y):
            raise Http404
        image = tile_source.tile(zoom, x, y)
        if image is None:
            return HttpResponse(EMPTY, content_type="image/png", headers={"Cache-Control": "no-store"})
        headers = {"Cache-Control": f"public, max-age={7 * DAY}"}
        return HttpResponse(image, content_type="image/png", headers=headers)


def covers_region(zoom, x, y):
    """Whether the tile shows a part of NRW or its surroundings: this is no proxy for the whole world."""
    side = 2**zoom
    if zoom not in ZOOMS or not (x < side and y < side):
        return False
    west, south, east, north = settings.LEAFLET_CONFIG["SPATIAL_EXTENT"]
    left, right = (column / side * 360 - 180 for column in (x, x + 1))
    top, bottom = (math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / side)))) for row in (y, y + 1))
    return (
        right >= west - MARGIN_DEGREES
        and left <= east + MARGIN_DEGREES
        and top >= south - MARGIN_DEGREES
        and bottom <= north + MARGIN_DEGREES
    )
