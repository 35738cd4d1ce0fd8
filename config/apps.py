"""Django's own apps as this portal wants them."""

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class Admin(SimpleAdminConfig):
    # Simple: autodiscovery would import leaflet.admin, which needs GDAL.
    default_site = "config.admin.Site"


class StaticFiles(StaticFilesConfig):
    # django-htmx's extensions import a bare module name, which no manifest can resolve.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
