"""THE MAP: entries, vocabularies, regions, and the query over them."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

REGISTERING = (
    "loading",
    "on_the_map.marks",
    "on_the_map.relations",
    "on_the_map.related_offers",
    "on_the_map.suggestions",
)


class Landkarte(AppConfig):
    name = "landkarte"
    verbose_name = _("Karte")

    def ready(self):
        """Let the modules of these names in every app register which files it loads, what it knows of an
        entry or of industries, and what it suggests while somebody types."""
        autodiscover_modules(*REGISTERING)
        import_module("landkarte.entries.recommended")  # it places what becomes public
