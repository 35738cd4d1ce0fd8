"""What keeps content from being submitted: what it must say, and its seat in North Rhine-Westphalia."""

from itertools import pairwise
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from landkarte.geometry import Box, Point, kilometres_between
from landkarte.models import Region
from submissions.completeness import completeness
from submissions.content import label_of

STATE = "05"
FARTHEST_KM = 20  # from the middle of the largest municipalities to their edge
SURE_KM = 10  # the outlines of the districts are drawn coarsely: so near the town's middle they do not count


class Problem(NamedTuple):
    """What is wrong, and the field of the content where it is put right."""

    field: str
    message: str


def problems(submission):
    """What is missing or wrong in what the members work on; nothing else keeps it from being submitted."""
    return problems_of(submission.kind, submission.content, is_new=submission.entry_id is None)


def problems_of(kind, content, *, is_new):
    """The same for any content of a kind, as a list of `Problem`s; `is_new`: it is not on the map yet."""
    needed = completeness(kind, content, is_new=is_new).needed
    missing = [
        Problem(name, _("Bitte ausfüllen: %(field)s.") % {"field": label_of(name)})
        for name, _why in needed
        if name not in ("city", "ags")
    ]
    return [*missing, *nrw_seat(content)]


def nrw_seat(content):
    """What speaks against a seat in NRW, as a list of `Problem`s; empty where nothing does."""
    ags, city = content.get("ags"), content.get("city")
    region = Region.objects.municipalities().filter(ags=ags).first() if ags else None
    if region is None:
        return [_no_municipality(city)]
    if not region.ags.startswith(STATE):
        return [Problem("ags", _("%(name)s liegt nicht in Nordrhein-Westfalen.") % {"name": region.name})]
    if content.get("latitude") is None or content.get("longitude") is None:
        return []
    return _point_problems(Point(content["latitude"], content["longitude"]), region)


def _no_municipality(city):
    if not city:
        return Problem("city", _("Bitte nennen Sie den Ort Ihres Sitzes in Nordrhein-Westfalen."))
    return Problem(
        "ags",
        _(
            "Zum Ort „%(city)s“ fehlt die Gemeinde in Nordrhein-Westfalen. Bitte wählen Sie sie aus, oder "
            "prüfen Sie die Schreibweise."
        )
        % {"city": city},
    )


def _point_problems(point, region):
    land = Box(*settings.LEAFLET_CONFIG["SPATIAL_EXTENT"])
    if not (land.south <= point.latitude <= land.north and land.west <= point.longitude <= land.east):
        return [Problem("latitude", _("Der Punkt liegt außerhalb von Nordrhein-Westfalen."))]
    distance = kilometres_between(point, region.point) if region.point else 0
    if distance > FARTHEST_KM:
        message = _(
            "Der Punkt liegt %(distance)d km von der Ortsmitte von %(name)s entfernt. Bitte verschieben Sie "
            "ihn, oder ändern Sie den Ort."
        ) % {"distance": round(distance), "name": region.name}
        return [Problem("latitude", message)]
    if distance > SURE_KM and not _lies_in_a_district(point):
        return [Problem("latitude", _("Der Punkt liegt außerhalb von Nordrhein-Westfalen."))]
    return []


def _lies_in_a_district(point):
    outlines = Region.objects.districts().exclude(outline=None).values_list("outline", flat=True)
    known = [ring for outline in outlines for ring in _outer_rings(outline)]
    return not known or any(_lies_within(point, ring) for ring in known)


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
