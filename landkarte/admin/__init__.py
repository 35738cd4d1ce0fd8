"""Where staff keep the map: entries, vocabularies, regions."""

from landkarte.admin import entries, regions, vocabularies  # noqa: F401 (they register themselves)
