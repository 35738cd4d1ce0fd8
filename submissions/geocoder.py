"""Asks a geocoder for the point of an address, where the operator has set one (GEOCODER_URL)."""

import json
import urllib.request
from http.client import HTTPException
from urllib.parse import urlencode

from django.conf import settings

from landkarte.geometry import Box, Point

TIMEOUT = 5  # seconds
LARGEST_ANSWER = 200_000  # bytes


class GeocoderError(Exception):
    """The geocoder did not answer, or in no words that we know."""


def is_on():
    return bool(settings.GEOCODER_URL)


def find(street, postal_code, city):
    """The `Point` of the first hit in NRW, or None. GeocoderError.

    Speaks the search of Nominatim (https://nominatim.org/release-docs/latest/api/Search/).
    """
    query = {"street": street, "postalcode": postal_code, "city": city, "country": "Deutschland"}
    asked = {name: value for name, value in query.items() if value} | {"format": "jsonv2", "limit": "5"}
    request = urllib.request.Request(  # noqa: S310 (the setting's scheme is checked)
        f"{settings.GEOCODER_URL.rstrip('/')}/search?{urlencode(asked)}",
        headers={"User-Agent": "KI.Landkarte", "Accept": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            hits = json.loads(answer.read(LARGEST_ANSWER))
        points = [Point(float(hit["lat"]), float(hit["lon"])) for hit in hits]
    except (OSError, HTTPException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise GeocoderError from error
    land = Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
    inside = (
        point
        for point in points
        if land.south <= point.latitude <= land.north and land.west <= point.longitude <= land.east
    )
    return next(inside, None)
