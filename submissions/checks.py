"""What keeps content from being submitted: what it must say, and its seat in North Rhine-Westphalia."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from landkarte.entries import seat
from landkarte.geometry import Point
from landkarte.models import Region
from submissions.completeness import completeness
from submissions.content import label_of


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
    if not seat.is_in_state(region):
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
    fault = seat.fault_of(point, region)
    if fault is None:
        return []
    if fault == seat.OUTSIDE:
        return [Problem("latitude", _("Der Punkt liegt außerhalb von Nordrhein-Westfalen."))]
    message = _(
        "Der Punkt liegt %(distance)d km von %(name)s entfernt. Bitte verschieben Sie ihn, oder ändern Sie "
        "den Ort."
    ) % {"distance": round(fault.kilometres), "name": region.name}
    return [Problem("latitude", message)]
