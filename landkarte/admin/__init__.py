"""Where staff keep the map: entries, vocabularies, regions, reports, letters, imports and exports."""

from landkarte.admin import (  # noqa: F401 (they register themselves)
    entries,
    exchange_export,
    exchange_import,
    letters,
    regions,
    reports,
    vocabularies,
)
