"""What an export of entries can hold: the columns of the file format, what staff know besides, and what apps
add in a module `export_columns`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from landkarte.models import Entry
from landkarte.models.details import FIELDS

_columns = {}


@dataclass(frozen=True)
class Column:
    """`cells(entries)` returns key of entry -> text or number, for a list of entries at once. Personal ones
    need a permission of their own. What `is_imported` comes back unchanged when the file is imported."""

    name: str
    label: Any
    cells: Callable
    is_personal: bool = False
    is_imported: bool = False


def register(column):
    """ValueError when the name is taken."""
    if column.name in _columns:
        raise ValueError(f"There is a column {column.name} already.")
    _columns[column.name] = column


def columns(*, personal):
    """All of them, in the order of their registration; the personal ones only when asked for."""
    return [column for column in _columns.values() if personal or not column.is_personal]


def column_of(name):
    return _columns[name]


# -- Columns of the map --------------------------------------------------------------------------------


def _each(read):
    return lambda entries: {entry.pk: _plain(read(entry)) for entry in entries}


def _plain(value):
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _moment(name):
    def read(entry):
        moment = getattr(entry, name)
        return moment and moment.isoformat(timespec="seconds")

    return read


def _terms(name):
    return lambda entry: ";".join(term.slug for term in getattr(entry, name).all())


_IMPORTED = {
    "organisation": lambda entry: entry.organisation.slug if entry.organisation else "",
    "ags": lambda entry: entry.region_id,
    "industries": _terms("industries"),
    "focuses": _terms("focuses"),
    "retrieved": lambda entry: entry.retrieved_on,
}
_OF_IMPORTED = {"ags": "region", "retrieved": "retrieved_on"}
_KNOWN_TO_STAFF = {
    "status": ("status", lambda entry: entry.status),
    "confirmed_on": ("confirmed_on", lambda entry: entry.confirmed_on),
    "unconfirmed_since": ("unconfirmed_since", lambda entry: entry.unconfirmed_since),
    "created": ("created_at", _moment("created_at")),
    "published": ("published_at", _moment("published_at")),
    "updated": ("updated_at", _moment("updated_at")),
}


def _attribute(name):
    return lambda entry: getattr(entry, name)


def _label(name):
    return Entry._meta.get_field(name).verbose_name


def _register_own():
    plain = (
        "slug kind name organisation street postal_code city ags latitude longitude precision website "
        "founded size summary_de summary_en industries focuses source retrieved"
    )
    for name in (*plain.split(), *FIELDS):
        read = _IMPORTED.get(name) or _attribute(name)
        register(Column(name, _label(_OF_IMPORTED.get(name, name)), _each(read), is_imported=True))
    for name, (field, read) in _KNOWN_TO_STAFF.items():
        register(Column(name, _label(field), _each(read)))


_register_own()
