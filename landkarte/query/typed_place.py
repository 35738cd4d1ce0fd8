"""A place typed by name (`place=Aachen`): no part of the query, but a way to a query with region or near."""

from django import forms
from django.utils.translation import gettext as _

from landkarte.query import gazetteer
from landkarte.query.filters import DEFAULT_RADIUS_KM
from landkarte.query.suggestions import MOST_PLACES

PLACE = "place"
LONGEST = 100  # characters
RADII = (5, 10, 25, 50, 100)  # kilometres that the page offers
REPLACED = ("region", "near", "radius", "page")


def settled(data, query, locked=()):
    """The same parameters with the typed place put into words of the query, or None when there is nothing
    to settle. An unknown name becomes an error of the query.

    What is locked stays: beside a locked `near` only a region is a place, beside a locked `region` none is.
    """
    if PLACE not in data:
        return None
    if "region" in locked:
        return _without(data, PLACE)
    text, radius = data[PLACE].strip(), data.get("radius", "")
    if not text:
        return _without(data, "radius", PLACE) if radius and not data.get("near") else None
    spots = gazetteer.find(text, MOST_PLACES) if len(text) <= LONGEST else []
    spot = next((spot for spot in spots if spot.ags or "near" not in locked), None)
    if spot is None:
        _refuse(query, text)
        return None
    moved = _without(data, PLACE, *(name for name in REPLACED if name not in locked))
    if "near" in locked:
        moved["region"] = spot.ags
        return moved
    if spot.point and (radius or not spot.ags):
        moved["near"], moved["radius"] = gazetteer.written(spot.point), radius or spot.radius
        return moved
    moved["region"] = spot.ags
    return _without(moved, "sort") if moved.get("sort") == "distance" else moved


def _without(data, *names):
    rest = data.copy()
    for name in names:
        rest.pop(name, None)
    return rest


def _refuse(query, text):
    query.is_valid()
    query.form.fields[PLACE] = forms.CharField(label=_("Ort"), required=False)
    query.form.add_error(PLACE, _("Einen Ort „%(place)s“ kennen wir nicht.") % {"place": text[:LONGEST]})


def radii(data):
    """The choices of the radius, with whatever other one is in force."""
    choices = [str(radius) for radius in RADII]
    current = data.get("radius", "") or (str(DEFAULT_RADIUS_KM) if data.get("near") else "")
    if current and current not in choices:
        choices.append(current)
    return [(choice, choice == current) for choice in choices]
