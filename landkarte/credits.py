"""Whom the map thanks for its data: lines that their licences ask for wherever the data is shown."""

from django.utils.translation import gettext_lazy as _

# The licence asks for these words, in any language of the page: dl-de/by-2-0, section 2.
SHAPES = "© GeoBasis-DE / BKG (2021), dl-de/by-2-0, Daten verändert"
PLACES = _("Ortskoordinaten: GeoNames, CC BY 4.0")


def of_maps():
    """What a map says that shows districts and names of places."""
    return f"{PLACES} · {SHAPES}"
