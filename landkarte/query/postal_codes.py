"""Where a postal code lies, as far as it is known: from the entries that have it, else its area.

No list of postal codes is among our data. The first two digits name an area around a town (the routing
regions of Deutsche Post); which of its places a code belongs to, only entries with an address tell.
"""

import re
from collections import Counter

from landkarte.models import Entry

AREAS = {  # first two digits -> official key of the town that the area lies around
    "32": "05758012",
    "33": "05711000",
    "37": "05762020",
    "40": "05111000",
    "41": "05116000",
    "42": "05124000",
    "44": "05913000",
    "45": "05113000",
    "46": "05119000",
    "47": "05112000",
    "48": "05515000",
    "49": "05566028",
    "50": "05315000",
    "51": "05315000",
    "52": "05334002",
    "53": "05314000",
    "57": "05970040",
    "58": "05914000",
    "59": "05915000",
}
_code = re.compile("[0-9]{5}")


def is_code(text):
    return bool(_code.fullmatch(text))


def known_town(code):
    """The official key of the municipality of the published entries with this code, of most of them; "" when
    none has it."""
    entries = Entry.objects.published().filter(postal_code=code).exclude(region=None)
    numbers = Counter(entries.order_by("region").values_list("region", flat=True))
    return numbers.most_common(1)[0][0] if numbers else ""


def town_of_area(code):
    """The official key of the town around which codes that begin so lie; "" beyond our land."""
    return AREAS.get(code[:2], "")
