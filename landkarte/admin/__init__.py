"""Where staff keep the map: entries, vocabularies, regions, reports, letters."""

from landkarte.admin import (  # noqa: F401 (they register themselves)
    duplicates,
    entries,
    findings,
    jobs,
    letters,
    regions,
    reports,
    vocabularies,
)
