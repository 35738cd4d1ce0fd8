"""What stands on the pictures of the map's own pages, and what is said of a query where it is shared."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from landkarte.models import Entry
from landkarte.query.addresses import parameters
from landkarte.query.drawing import KINDS
from landkarte.sharing.picture import Sheet

MOST_NAMES = 3
ZOOM = 9  # for cells, where there are too many points
NOT_DRAWN = ("sort", "page")


def of_entry(entry):
    """`entry` with its organisation."""
    organisation = entry.public_organisation
    points = ((entry.latitude, entry.longitude, entry.kind),) if entry.point else ()
    place = entry.city or _("Nordrhein-Westfalen")
    lines = (organisation.name, place) if organisation else (place,)
    return Sheet(str(entry.get_kind_display()), entry.name, lines, entry.kind, points)


def of_query(query):
    """Of a right query: the number of its hits, its words, and the map of the hits."""
    words = tuple(chip.label for chip in query.chips())
    title = hits_in_words(query.total) if words else _("Wer macht was mit KI in NRW?")
    lines = (" · ".join(words),) if words else (hits_in_words(query.total),)
    kinds = query.form.cleaned_data.get("kind") or []
    return Sheet(
        _("Nordrhein-Westfalen"),
        title,
        lines,
        kinds[0] if len(kinds) == 1 else "",
        tuple(_points(query.drawing(zoom=ZOOM))),
    )


def hits_in_words(number):
    return ngettext("%(number)d Eintrag", "%(number)d Einträge", number) % {"number": number}


def picture_parameters(query):
    """Parameter -> values of a right query, as far as they change its picture."""
    return {name: values for name, values in parameters(query).items() if name not in NOT_DRAWN}


def _points(drawing):
    """Rounded to what a picture can show, in one order: the same set gives the same picture."""
    if "points" in drawing:
        points = drawing["points"]
        kinds = points["kind"]
    else:
        points = drawing["cells"]
        kinds = [max(range(len(KINDS)), key=counts.__getitem__) for counts in map(list, points["counts"])]
    columns = zip(points["latitude"], points["longitude"], kinds, strict=True)
    return sorted(
        {(round(float(lat), 3), round(float(lon), 3), str(KINDS[int(kind)])) for lat, lon, kind in columns}
    )


@dataclass(frozen=True)
class Said:
    """Title and description of a list where it is shared."""

    title: str
    description: str


def said_of(query, names):
    """Of a right query; `names` are those of the first hits. None for the query that asks for nothing."""
    words = ", ".join(chip.label for chip in query.chips())
    if not words:
        return None
    number = hits_in_words(query.total)
    description = _("%(number)s auf der KI.Landkarte: %(words)s.") % {"number": number, "words": words}
    if found := ", ".join(names[:MOST_NAMES]):
        description = f"{description} {_('Zum Beispiel: %(names)s') % {'names': found}}"
    return Said(f"{words}: {number} – KI.Landkarte", description)


def published_entry(slug):
    return Entry.objects.published().with_organisation().filter(slug=slug).first()
