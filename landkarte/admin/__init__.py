"""Where staff keep the map: entries, vocabularies, regions, reports."""

from landkarte.admin import entries, regions, reports, vocabularies  # noqa: F401 (they register themselves)
