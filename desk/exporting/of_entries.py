"""What an entry says, as columns of an export: those of the file format, and what staff know besides."""

from desk.exporting.column import Column
from landkarte.models import Entry
from landkarte.models.details import FIELDS

_PLAIN = (
    "slug kind name organisation street postal_code city ags latitude longitude precision website "
    "founded size summary_de summary_en industries focuses source retrieved"
)


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


def _imported(name):
    read = _IMPORTED.get(name) or _attribute(name)
    return Column(name, _label(_OF_IMPORTED.get(name, name)), _each(read), is_imported=True)


COLUMNS = (
    *(_imported(name) for name in (*_PLAIN.split(), *FIELDS)),
    *(Column(name, _label(field), _each(read)) for name, (field, read) in _KNOWN_TO_STAFF.items()),
)
