"""Background tiles through our own origin, so that no visitor's address reaches a third party.

In production a caching proxy may stand in front of this address; see docs/decisions/0006-tiles.md.
"""

import base64
import hashlib
import logging
import math
import time
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.views.generic import View

ZOOMS = range(5, 19)
TIMEOUT_SECONDS = 2
PAUSE_SECONDS = 60
MOST_BYTES = 1_000_000
DAY = 24 * 3600
MARGIN_DEGREES = 1.5  # around NRW: what a visitor can scroll to
EMPTY = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
PNG_BEGINS, PNG_ENDS = b"\x89PNG", b"IEND\xaeB`\x82"

log = logging.getLogger(__name__)


class Tile(View):
    """One tile of the background, kept for a month. While the source is away: an empty tile, so that the
    vector background shows."""

    away_until = 0.0  # monotonic seconds; of this process

    def get(self, request, zoom, x, y):
        if not settings.TILE_URL or not covers_region(zoom, x, y):
            raise Http404
        key = f"{hashlib.sha256(settings.TILE_URL.encode()).hexdigest()[:16]}/{zoom}/{x}/{y}"
        image = caches["tiles"].get(key)
        if image is None and (image := self.fetch(zoom, x, y)):
            caches["tiles"].set(key, image)
        if image is None:
            return HttpResponse(EMPTY, content_type="image/png", headers={"Cache-Control": "no-store"})
        headers = {"Cache-Control": f"public, max-age={7 * DAY}"}
        return HttpResponse(image, content_type="image/png", headers=headers)

    def fetch(self, zoom, x, y):
        """The image from the source, or None. When the source is away nobody asks again for a minute."""
        if time.monotonic() < Tile.away_until:
            return None
        address = settings.TILE_URL.format(z=zoom, x=x, y=y)
        try:
            with urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 (a setting)
                image = answer.read(MOST_BYTES)
            if not (image.startswith(PNG_BEGINS) and image.endswith(PNG_ENDS)):
                raise ValueError("the answer is no whole PNG")
        except HTTPError as error:
            if error.code in (400, 404):  # this tile does not exist; others do
                return None
            return self.pause(error)
        except (OSError, HTTPException, ValueError) as error:
            return self.pause(error)
        return image

    def pause(self, error):
        Tile.away_until = time.monotonic() + PAUSE_SECONDS
        log.warning("no tile from the source, next try in %d s: %s", PAUSE_SECONDS, error)


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
