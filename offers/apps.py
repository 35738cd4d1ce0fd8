"""THE CATALOGUE."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Offers(AppConfig):
    name = "offers"
    verbose_name = _("Angebote")
