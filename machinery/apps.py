"""BENEATH: letters, limits, jobs, files; it knows no entry, no page and no staff."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

REGISTERING = ("personal_data", "retention")


class Machinery(AppConfig):
    name = "machinery"
    verbose_name = _("Technik")

    def ready(self):
        """Let the modules of these names in every app register what it keeps of people and for how long."""
        autodiscover_modules(*REGISTERING)
