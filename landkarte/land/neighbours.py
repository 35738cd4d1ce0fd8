"""What lies around the state: names for the map's edge, with a point each where there is room for them."""

from django.utils.translation import gettext_lazy as _

NEIGHBOURS = (  # name, latitude, longitude: chosen by eye, for writing alone
    (_("Niederlande"), 52.2, 6.3),
    (_("Belgien"), 50.44, 5.98),
    (_("Rheinland-Pfalz"), 50.47, 7.4),
    (_("Hessen"), 51.08, 9.0),
    (_("Niedersachsen"), 52.2, 9.42),
)


def named():
    """[name in the reader's language, latitude, longitude]"""
    return [[str(name), latitude, longitude] for name, latitude, longitude in NEIGHBOURS]
