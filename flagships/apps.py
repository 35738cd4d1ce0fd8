"""THE SHOWCASE."""

from django.apps import AppConfig


class Flagships(AppConfig):
    name = "flagships"
    verbose_name = "Flagships"
