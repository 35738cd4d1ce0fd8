"""All columns that an export of entries can have."""

from desk.exporting import of_entries, owners
from machinery.names import by_name

COLUMNS = by_name((*of_entries.COLUMNS, *owners.COLUMNS))


def columns(*, personal):
    """All of them, in their order; the personal ones only when asked for."""
    return [column for column in COLUMNS.values() if personal or not column.is_personal]


def column_of(name):
    return COLUMNS[name]
