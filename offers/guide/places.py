"""How far something is from the place that somebody named, as a query and in words."""

from django.utils.translation import gettext as _

from landkarte.query.gazetteer import written

NEAR_KM = 50  # less than an hour by car


def place_parameters(answers):
    """What "near" means as parameters of the map's query, and in words."""
    spot = answers.spot
    if not spot:
        return {}, ""
    around = _("%(km)s km um %(place)s") % {"km": NEAR_KM, "place": spot.label}
    return {"near": written(spot.point), "radius": str(NEAR_KM)}, around


def whereabouts(answers, *, ags, km):
    """Where something lies, seen from the place; "" when that cannot be said. `ags`: its municipality, `km`:
    the distance in kilometres or None."""
    spot = answers.spot
    if not spot:
        return ""
    if spot.ags and ags.startswith(spot.ags):
        return spot.label if answers.is_area else _("in %(place)s") % {"place": spot.label}
    if km is None:
        return ""
    words = {"km": max(1, round(km)), "place": spot.label}
    if answers.is_area:
        return _("%(km)s km von der Mitte (%(place)s)") % words
    return _("%(km)s km von %(place)s") % words
