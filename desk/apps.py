"""THE DESK: all that staff see, on top of what it shows."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REGISTERING = ("desk.findings.after_saves", "desk.running.works")


class Desk(AppConfig):
    name = "desk"
    verbose_name = _("Redaktion")

    def ready(self):
        """Connect what happens after a save, and tell the worker the kinds of jobs."""
        for module in REGISTERING:
            import_module(module)
