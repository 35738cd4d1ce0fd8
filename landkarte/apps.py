"""THE MAP: entries, vocabularies, regions, and the query over them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Landkarte(AppConfig):
    name = "landkarte"
    verbose_name = _("Karte")
