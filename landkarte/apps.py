"""THE MAP: entries, vocabularies, regions, and the query over them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

REGISTERING = (
    "loading",
    "marks",
    "relations",
    "related_offers",
    "suggestions",
    "public_tables",
    "previews",
    "personal_data",
    "retention",
    "export_columns",
    "queue",
    "works",
    "consistency",
    "desk_figures",
    "merging",
)


class Landkarte(AppConfig):
    name = "landkarte"
    verbose_name = _("Karte")

    def ready(self):
        """Let the modules of these names in every app register which files it loads, what it knows of an
        entry or of industries, what it suggests while somebody types, which of its tables are public, how
        editors preview its pages, what it keeps of people and for how long, which columns an export can have,
        what waits for staff, which jobs it has, what it checks at entries, what it counts for the dashboard,
        and how its rows go along when two entries become one."""
        autodiscover_modules(*REGISTERING)
