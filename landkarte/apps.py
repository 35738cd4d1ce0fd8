"""THE MAP: entries, vocabularies, regions, and the query over them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Landkarte(AppConfig):
    name = "landkarte"
    verbose_name = _("Karte")

    def ready(self):
        """Let every app say which files it loads, what it knows of an entry or of industries, what it
        suggests while somebody types, and which of its tables are public: its modules of these names do."""
        autodiscover_modules(
            "loading", "marks", "relations", "related_offers", "suggestions", "public_tables"
        )
