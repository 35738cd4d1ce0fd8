"""THE DESK: all that staff see, on top of what it shows."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REGISTERING = (
    "desk.catalogue.previews",
    "desk.catalogue.flagship_previews",
    "desk.exporting.columns",
    "desk.exporting.owners",
    "desk.queue.sources",
    "desk.queue.submissions",
    "desk.queue.enquiries",
    "desk.running.works",
    "desk.bulk.asking",
    "desk.findings.checks",
    "desk.findings.of_submissions",
    "desk.figures.tables",
    "desk.figures.submissions",
    "desk.figures.catalogue",
    "desk.figures.flagships",
    "desk.duplicates.merging",
    "desk.duplicates.organisations",
    "desk.duplicates.partners",
)


class Desk(AppConfig):
    name = "desk"
    verbose_name = _("Redaktion")

    def ready(self):
        for module in REGISTERING:
            import_module(module)
