"""THE MAP: entries, vocabularies, regions, and the query over them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Landkarte(AppConfig):
    name = "landkarte"
    verbose_name = _("Karte")

    def ready(self):
        """Let every app say which files it loads, what it knows of an entry, which of its tables are
        public, and how editors preview its pages: its modules of these names register that."""
        autodiscover_modules("loading", "marks", "relations", "public_tables", "previews")
