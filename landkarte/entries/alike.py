"""Which entries may be the same as another one of the map.

An organisation and its own product of the same name are two things, and so are entries of different kinds:
only companies, institutes and initiatives are often put into two of them. The website of a product, project
or course is mostly that of its house and proves nothing.
"""

from django.utils.translation import override

from landkarte.entries import duplicates
from landkarte.entries.domains import is_home_page
from landkarte.geometry import kilometres_between
from landkarte.models import Entry

LEAST_OF_BELONGING = 0.7  # names of products, projects and courses are made of few words
MOST_OF_ONE = 30
NEXT_DOOR_KM = 0.15
BY_DISTANCE = 0.3  # how much it proves beside a name
METRES = "metres:"  # begins the reason that tells the distance


def alike(entry):
    """Key of each entry that may be the same -> (score from 0 to 1, reasons)."""
    is_house = entry.kind in Entry.Kind.organisations
    # Of all that is found: what is frequent, all of them tell.
    kinds = Entry.Kind.organisations if is_house else (entry.kind,)
    found = duplicates.find(
        entry.name,
        website=entry.website if is_house else "",
        city=entry.city,
        exclude=[entry.pk],
        among=Entry.objects.unmerged(),
        most=MOST_OF_ONE,
    )
    same = [one for one in found if one.entry.kind in kinds and _may_be_same(entry, one)]
    pairs = {one.entry.pk: _measured(entry, one) for one in same}
    least = duplicates.LEAST_SCORE if is_house else LEAST_OF_BELONGING
    return {key: pair for key, pair in pairs.items() if pair[0] >= least}


def _may_be_same(entry, found):
    other = found.entry
    if other.organisation_id == entry.pk or entry.organisation_id == other.pk:
        return False
    return _is_named_alike(found) or (is_home_page(entry.website) and is_home_page(other.website))


def _is_named_alike(found):
    return any(reason in duplicates.BY_THE_NAME for reason in found.reasons)


def _measured(entry, found):
    with override("de"):  # kept as they stand in the code, read in the language of whoever reads
        reasons = [str(reason) for reason in found.reasons]
    apart = distance(entry, found.entry)
    exact = entry.precision == found.entry.precision == Entry.Precision.ADDRESS
    if apart is None or not exact or apart > NEXT_DOOR_KM or not _is_named_alike(found):
        return found.score, reasons
    return round(1 - (1 - found.score) * (1 - BY_DISTANCE), 3), [*reasons, f"{METRES}{apart * 1000:.0f}"]


def distance(one, other):
    """Kilometres between the points of two entries, or None."""
    return kilometres_between(one.point, other.point) if one.point and other.point else None
