"""Where staff keep the map: entries, vocabularies, regions, reports, letters, imports and exports."""

from landkarte.admin import (  # noqa: F401 (they register themselves)
    duplicates,
    entries,
    exchange_export,
    exchange_import,
    findings,
    jobs,
    letters,
    regions,
    reports,
    vocabularies,
)
