"""The admin site. Autodiscovery is off (it would import leaflet.admin, which needs GDAL): apps are named
in config/urls.py."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import is_missing
from accounts.views import StaffLogin
from desk.lists.hostile_queries import is_key, refuse_hostile


class Site(AdminSite):
    site_header = site_title = "KI.Landkarte"
    index_title = _("Redaktion")
    enable_nav_sidebar = False

    def get_urls(self):
        """Our own front page and what belongs to no model come first."""
        return [path("", include("desk.urls")), *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        return super().admin_view(refuse_hostile_queries(with_second_factor(view)), cacheable)

    def login(self, request, extra_context=None):
        """Our own form, with the limits and the second factor of every login."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return StaffLogin.as_view()(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def with_second_factor(view):
    """Lead editors who need a second factor to the page where they set one up; the administration stays
    closed until then."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.user.is_authenticated and is_missing(request.user):
            messages.info(
                request, gettext("Die Redaktion braucht einen zweiten Faktor: bitte richten Sie einen ein.")
            )
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return checked


def refuse_hostile_queries(view):
    """Answer 400 for a filter or search that no list of ours sends, and for a number that no column can hold,
    wherever it was sent."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        refuse_hostile(request.GET)
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise SuspiciousOperation("no key of a row")
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError) as error:  # as SQLite and PostgreSQL call it
            raise SuspiciousOperation("a value that no column can hold") from error

    return checked
