"""From a typed town or postal code to the municipality and a point, by our own gazetteer."""

from rapidfuzz import fuzz, process

from landkarte.models import Entry, Place, Region
from landkarte.query import gazetteer
from landkarte.search import fold, words

SIMILAR = 80  # of 100: as far off is a typo, and farther is another town
MOST_SUGGESTIONS = 6
COLUMNS = ("ags", "level", "name", "parent", "latitude", "longitude")


def settle(content, before):
    """The content with what follows from its place: municipality, town and point, as far as they are sure.

    `before` is the content as it was saved last: what somebody has set since stays, what we had found
    ourselves follows the town.
    """
    settled = dict(content)
    _settle_region(settled, before)
    _settle_point(settled, before)
    return settled


def municipalities(city, postal_code=""):
    """The municipalities of NRW that this town can mean: one when it is sure, several when it is not."""
    all_regions = list(Region.objects.municipalities().only(*COLUMNS))
    of_code = _with_postal_code(postal_code)
    named = _named(city, all_regions)
    if not named:
        return [region for region in all_regions if region.ags in of_code]
    return [region for region in named if region.ags in of_code] or named if len(named) > 1 else named


def suggestions(city, postal_code=""):
    """Municipalities that may have been meant, a few: other readings, and names that are spelt like it."""
    found = municipalities(city, postal_code)
    regions = {fold(region.name): region for region in Region.objects.municipalities().only(*COLUMNS)}
    similar = process.extract(
        fold(city), list(regions), scorer=fuzz.WRatio, limit=MOST_SUGGESTIONS, score_cutoff=SIMILAR
    )
    rest = [regions[name] for name, _score, _at in similar] if city else []
    return list(dict.fromkeys([*found, *rest]))[:MOST_SUGGESTIONS]


def _named(city, regions):
    """Regions of this name; the first way of reading it that fits counts."""
    asked = words(city)
    if not asked:
        return []
    text = " ".join(asked)
    names = [(region, words(region.name), words(region.name.partition("(")[0])) for region in regions]
    return (
        [region for region, whole, _short in names if " ".join(whole) == text]
        or [region for region, _whole, short in names if " ".join(short) == text]
        or _longest([(short, region) for region, _whole, short in names if asked[: len(short)] == short])
        or [region for region, whole, _short in names if whole[: len(asked)] == asked]
        or _around_part_of_town(city, regions)
    )


def _longest(found):
    """ "Bad Münstereifel-Iversheim" lies in the town with the longest fitting name."""
    most = max((len(short) for short, _region in found), default=0)
    return [region for short, region in found if len(short) == most]


def _around_part_of_town(city, regions):
    part = Place.objects.filter(name__iexact=city.strip()).first()
    ags = gazetteer.municipality_at(part.point) if part and part.point else ""
    return [region for region in regions if region.ags == ags]


def _with_postal_code(postal_code):
    """Keys of the municipalities in which entries on the map have this postal code."""
    if not postal_code:
        return set()
    entries = Entry.objects.published().filter(postal_code=postal_code, region__isnull=False)
    return set(entries.order_by().values_list("region", flat=True).distinct())


def _settle_region(content, before):
    city, ags = content["city"], content["ags"]
    has_new_city = city != (before.get("city") or "")
    has_new_town = has_new_city or content["postal_code"] != (before.get("postal_code") or "")
    is_chosen = bool(ags) and ags != before.get("ags")
    if not city and has_new_city and not is_chosen:
        content["ags"] = None  # the town was taken out
    elif (city or content["postal_code"]) and not is_chosen and (has_new_town or not ags):
        found = [region.ags for region in municipalities(city, content["postal_code"])]
        if len(found) == 1:
            content["ags"] = found[0]
        elif has_new_city and ags not in found:
            content["ags"] = None
    if content["ags"] and not city:
        content["city"] = Region.objects.get(ags=content["ags"]).name


def _settle_point(content, before):
    point = content["latitude"], content["longitude"]
    is_ours = point == (before.get("latitude"), before.get("longitude"))
    moved_town = content["ags"] != before.get("ags")
    if point == (None, None) or (is_ours and moved_town):
        found = _middle(content)
        content["latitude"], content["longitude"] = found or (None, None)
        content["precision"] = "city" if found else ""
    elif not content["precision"] or (not is_ours and content["precision"] == before.get("precision")):
        content["precision"] = "address"  # who moves the pin says where it is


def _middle(content):
    if not content["ags"]:
        return None
    part = Place.objects.filter(name__iexact=content["city"]).first()
    if part and part.point and gazetteer.municipality_at(part.point) == content["ags"]:
        return part.point
    return Region.objects.get(ags=content["ags"]).point
