"""Entries as rows of a table: which columns an import reads and an export writes.

There are two tables, and an import reads both. That for programs (CSV) has our names of columns, keys in the
cells, and the words for them in further columns. That for offices (XLSX) has headings and cells in words.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from landkarte.models.entry_fields import named, ordered
from landkarte.models.entry_words import BESIDE, Words, has_words
from machinery.spreadsheets.cells import plain

# What an import reads, in the order of the file; and what an export has besides: that is read over.
IMPORTED = ordered("head place website founded facts text terms origin details", without="logo state own")
_WITH_WORDS = [field for field in IMPORTED if has_words(field)]
_BESIDE = ["organisation_name", *(f"{field.column}{BESIDE}" for field in _WITH_WORDS)]
EXPORT_ONLY = (*(field.column for field in named("state")), *_BESIDE)

_public = [*(field for field in IMPORTED if field.group != "origin"), *named("updated_at")]
COLUMNS = [*(field.column for field in _public), *_BESIDE]
_OF_OTHER_ROWS = ("organisation", "industries", "focuses")
_KEYS = [field.name if field.name in _OF_OTHER_ROWS else field.attribute for field in _public]
FIELDS_OF_ROW = [key for key in _KEYS if key not in _OF_OTHER_ROWS]


def words():
    """Those that `row` puts beside the keys, in the language of this moment."""
    return Words(_WITH_WORDS)


def row(entry, *, organisation, industries, focuses, words):
    """The cells of one entry in the order of COLUMNS. `entry` is anything with the fields FIELDS_OF_ROW,
    `organisation` slug and name or None twice, and the terms are lists of slugs."""
    others = _others(organisation, industries, focuses)
    cells = [plain(";".join(value) if isinstance(value, list) else value) for value in _values(entry, others)]
    said = {field.column: _value(entry, others, field) for field in words.fields}
    return [*cells, organisation[1] or "", *words.beside(said).values()]


def _others(organisation, industries, focuses):
    return {"organisation": organisation[0], "industries": industries, "focuses": focuses}


def _values(entry, others):
    return [others[key] if key in others else getattr(entry, key) for key in _KEYS]


def _value(entry, others, field):
    return others[field.name] if field.name in others else getattr(entry, field.attribute)


# -- For offices ---------------------------------------------------------------------------------------


def headings():
    """Of the table for offices, in the language of this moment."""
    return [*(str(field.label) for field in _public), _name_of_organisation()]


def row_in_words(entry, *, organisation, industries, focuses, words):
    """The cells of one entry below `headings()`; `words` are readable ones. Arguments as for `row`."""
    others = _others(organisation, industries, focuses)
    cells = [
        words.of(field.column, value) if has_words(field) else plain(value)
        for field, value in zip(_public, _values(entry, others), strict=True)
    ]
    return [*cells, organisation[1] or ""]


def called():
    """Heading -> column, for the headings of the table for offices in each language."""
    columns = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            columns |= {str(field.label): field.column for field in (*IMPORTED, *named("state"))}
            columns[_name_of_organisation()] = "organisation_name"
    return columns


def _name_of_organisation():
    return _("Name der Organisation")
