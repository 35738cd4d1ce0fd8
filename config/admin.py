"""The admin site. Autodiscovery is off (it would import leaflet.admin, which needs GDAL): apps are named
in config/urls.py."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext_lazy as _

from landkarte.search import LONGEST_QUERY


class Site(AdminSite):
    site_header = site_title = "KI.Landkarte"
    index_title = _("Redaktion")
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        return super().admin_view(refuse_hostile_queries(view), cacheable)


def refuse_hostile_queries(view):
    """Answer 400 where a filter or search holds U+0000, which no text of PostgreSQL can, or is very long:
    the admin makes one condition of each word, and SQLite cannot nest a thousand of them."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise SuspiciousOperation("U+0000 in the query string")
        if any(len(request.GET.get(name, "")) > LONGEST_QUERY for name in ("q", "term")):
            raise SuspiciousOperation("the text to search for is too long")
        return view(request, *args, **kwargs)

    return checked
