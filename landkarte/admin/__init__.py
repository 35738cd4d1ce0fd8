"""Where staff keep the map: entries, vocabularies, regions, reports, letters."""

from landkarte.admin import duplicates, entries, letters, regions, reports, vocabularies  # noqa: F401 (they register themselves)
