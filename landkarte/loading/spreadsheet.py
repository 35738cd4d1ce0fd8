"""Entries as rows of a table: which columns an import reads and an export writes."""

from landkarte.models.entry_fields import named, ordered
from machinery.spreadsheets.cells import plain

# What an import reads, in the order of the file; and what an export of staff has besides: that is read over.
IMPORTED = ordered("head place website founded facts text terms origin details", without="logo state own")
EXPORT_ONLY = tuple(field.column for field in named("state"))

_public = [*(field for field in IMPORTED if field.group != "origin"), *named("updated_at")]
COLUMNS = [field.column for field in _public]
_OF_OTHER_ROWS = ("organisation", "industries", "focuses")
_KEYS = [field.name if field.name in _OF_OTHER_ROWS else field.attribute for field in _public]
FIELDS_OF_ROW = [key for key in _KEYS if key not in _OF_OTHER_ROWS]


def row(entry, *, organisation, industries, focuses):
    """The cells of one entry in the order of COLUMNS. `entry` is anything with the fields FIELDS_OF_ROW,
    `organisation` its slug or None, and the terms are slugs."""
    others = {"organisation": organisation, "industries": ";".join(industries), "focuses": ";".join(focuses)}
    return [plain(others[key] if key in others else getattr(entry, key)) for key in _KEYS]
