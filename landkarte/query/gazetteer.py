"""Finds regions and parts of towns by name or postal code, and the name of what lies nearest to a point."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from landkarte.geometry import EARTH_RADIUS_KM, Point
from landkarte.models import Place, Region
from landkarte.query import postal_codes
from landkarte.search import words

PART_RADIUS = "5"  # kilometres around the middle of a part of a town, which has no official key
AREA_RADIUS = "25"  # the same of the area of a postal code, and of what lies around a town
FARTHEST_KM = 30  # what lies farther from a point gives it no name
COLUMNS = ("ags", "level", "name", "kind", "parent", "population", "latitude", "longitude")
_name_words = lru_cache(maxsize=4096)(words)


@dataclass(frozen=True)
class Spot:
    """A region or a part of a town: `ags` is "" for the latter, `point` is None for what has no middle.
    `radius` reaches over what has no key."""

    label: str
    note: str
    ags: str
    point: Point | None
    radius: str = PART_RADIUS
    is_of_code: bool = False  # found by a postal code, of which the note tells

    @property
    def parameters(self):
        """What a query says to name it."""
        return {"region": self.ags} if self.ags else {"near": written(self.point), "radius": self.radius}

    @property
    def around(self):
        """What a query says to name what lies around it; empty where its middle is unknown."""
        return {"near": written(self.point), "radius": AREA_RADIUS} if self.point else {}


def written(point):
    """A point as the query writes it."""
    return f"{point.latitude:.5f},{point.longitude:.5f}"


def find(text, most=8):
    """The spots whose name has, for every word of the text, a word that begins so; the best ones first."""
    asked = words(text)
    if not asked:
        return []
    if postal_codes.is_code(text.strip()):
        return [spot] if (spot := of_postal_code(text.strip())) else []
    regions = _regions()
    hits = [
        (_rank(asked, region.name), _order(region), -(_population(region, regions)), region.name, region)
        for region in regions.values()
        if _is_offered(region, regions) and _matches(asked, _title(region))
    ]
    hits += [
        (_rank(asked, place.name), len(Region.Level), -(place.population or 0), place.name, place)
        for place in Place.objects.all()
        if _matches(asked, place.name)
    ]
    hits.sort(key=lambda hit: hit[:4])
    return [_spot(hit[-1], regions) for hit in hits[:most]]


def exactly(texts):
    """Text -> the spot that has exactly this name or postal code, of those texts that are one."""
    regions = _regions()
    named = {}
    for place in Place.objects.all():
        named[tuple(_name_words(place.name))] = place
    for region in sorted(regions.values(), key=_order, reverse=True):
        if _is_offered(region, regions):
            named[tuple(_name_words(_title(region)))] = region
    found = {}
    for text in texts:
        if postal_codes.is_code(text):
            found[text] = of_postal_code(text)
        elif place := named.get(tuple(words(text))):
            found[text] = _spot(place, regions)
    return {text: spot for text, spot in found.items() if spot}


def of_postal_code(code):
    """The town of the entries that have this code, else the area around the town where codes begin so; None
    when nothing of the sort is known."""
    regions = _regions()
    if town := regions.get(postal_codes.known_town(code)):
        offered = town if _is_offered(town, regions) else regions[town.parent_id]
        note = _("Postleitzahl %(code)s") % {"code": code}
        return replace(_spot(offered, regions), note=note, is_of_code=True)
    town = regions.get(postal_codes.town_of_area(code))
    if not (town and town.point):
        return None
    note = _("%(code)s selbst kennen wir nicht") % {"code": code}
    return Spot(_("Raum %(town)s") % {"town": town.name}, note, "", town.point, AREA_RADIUS, is_of_code=True)


def nearest(point):
    """The name of the municipality or part of a town nearest to the `Point`; "" when all are far away."""
    named = [region for region in _regions().values() if region.level == Region.Level.MUNICIPALITY]
    located = [one for one in (*named, *Place.objects.all()) if one.point]
    closest = min(located, key=lambda one: _kilometres(point, one.point), default=None)
    if closest is None or _kilometres(point, closest.point) > FARTHEST_KM:
        return ""
    return closest.name


def spot_of(region):
    """The `Spot` of one region."""
    return _spot(region, _regions())


def spot_at(point):
    """The `Spot` at a `Point`, named after what lies nearest to it; None when all is far away."""
    name = nearest(point)
    return Spot(name, "", "", point) if name else None


def middle_of(ags):
    """The `Point` amid the municipalities of a region, or None when none of them has one."""
    points = [region.point for key, region in _regions().items() if key.startswith(ags) and region.point]
    if not points:
        return None
    return Point(*(sum(degrees) / len(points) for degrees in zip(*points, strict=True)))


def municipality_at(point):
    """The key of the municipality whose middle lies nearest to the `Point`; "" when there is none."""
    regions = _regions().values()
    towns = [one for one in regions if one.level == Region.Level.MUNICIPALITY and one.point]
    closest = min(towns, key=lambda one: _kilometres(point, one.point), default=None)
    return closest.ags if closest else ""


def _regions():
    """Key -> region, without outlines; the state is no place to look for."""
    regions = Region.objects.exclude(level=Region.Level.STATE).only(*COLUMNS)
    return {region.ags: region for region in regions}


def _only_municipality(region, regions):
    """The municipality that is this district (a kreisfreie Stadt), or None."""
    return regions.get(f"{region.ags}000") if region.level == Region.Level.DISTRICT else None


def _is_offered(region, regions):
    """A kreisfreie Stadt is offered once, as a district."""
    return region.level != Region.Level.MUNICIPALITY or not (
        region.ags.endswith("000") and region.parent_id in regions
    )


def _population(region, regions):
    return (_only_municipality(region, regions) or region).population or 0


def _order(region):
    """Towns come before districts, and those before government regions."""
    if region.level == Region.Level.MUNICIPALITY or region.kind == "kreisfreie Stadt":
        return 0
    return 1 if region.level == Region.Level.DISTRICT else 2


def _title(region):
    """The name as people say it: most districts bear the name of a town inside them."""
    if region.kind == "Kreis" and not {"kreis", "stadteregion"} & set(_name_words(region.name)):
        return f"Kreis {region.name}"
    return region.name


def _matches(asked, name):
    parts = _name_words(name)
    return all(any(part.startswith(word) for part in parts) for word in asked)


def _rank(asked, name):
    """0: this is the name; 1: the name begins so; 2: words of the name begin so."""
    text, name = " ".join(asked), " ".join(_name_words(name))
    return 0 if text == name else 1 if name.startswith(text) else 2


def _spot(found, regions):
    if isinstance(found, Place):
        return Spot(found.name, _near_town(found, regions), "", found.point)
    town = _only_municipality(found, regions)
    return Spot(_title(found), _note(found, town, regions), found.ags, (town or found).point)


def _note(region, town, regions):
    if region.level == Region.Level.GOVERNMENT_REGION:
        return "" if region.name.startswith("Regierungsbezirk") else str(region.get_level_display())
    if town:
        return _("kreisfreie Stadt")
    parent = regions.get(region.parent_id)
    return _title(parent) if parent else ""


def _near_town(place, regions):
    towns = [one for one in regions.values() if one.level == Region.Level.MUNICIPALITY and one.point]
    if not towns or not place.point:
        return ""
    town = min(towns, key=lambda one: _kilometres(place.point, one.point))
    return _("Ortsteil bei %(town)s") % {"town": town.name}


def _kilometres(one, other):
    """Close enough for comparing within a land: the globe taken as flat around `one`."""
    east = math.radians(other.longitude - one.longitude) * math.cos(math.radians(one.latitude))
    north = math.radians(other.latitude - one.latitude)
    return EARTH_RADIUS_KM * math.hypot(east, north)
