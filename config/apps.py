"""Django's own apps as this portal wants them."""

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import post_migrate

import config.roles  # noqa: F401 (registers the roles)
from accounts.roles import sync


class Admin(SimpleAdminConfig):
    # Simple: autodiscovery would import leaflet.admin, which needs GDAL.
    default_site = "config.admin.Site"


class Auth(AuthConfig):
    def ready(self):
        """After each `migrate`, once Django has made the permissions, the groups get what their role may."""
        super().ready()
        post_migrate.connect(keep_roles, dispatch_uid="config.roles")


def keep_roles(sender, **kwargs):
    with_models = [app for app in apps.get_app_configs() if app.models_module]
    if sender == with_models[-1]:
        sync()


class StaticFiles(StaticFilesConfig):
    # django-htmx's extensions import a bare module name, which no manifest can resolve.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
