"""Entries as spreadsheet rows: safe to open, and read back unchanged.

A cell that a spreadsheet would run as a formula (OWASP: CSV injection) gets an apostrophe in front;
`unescape` takes exactly one such apostrophe away again.
"""

import re
from datetime import date, datetime

from landkarte.models.entry_fields import named, ordered

# What an import reads, in the order of the file; and what an export of staff has besides: that is read over.
IMPORTED = ordered("head place website founded facts text terms origin details", without="logo state own")
EXPORT_ONLY = tuple(field.column for field in named("state"))

_public = [*(field for field in IMPORTED if field.group != "origin"), *named("updated_at")]
COLUMNS = [field.column for field in _public]
_OF_OTHER_ROWS = ("organisation", "industries", "focuses")
_KEYS = [field.name if field.name in _OF_OTHER_ROWS else field.attribute for field in _public]
FIELDS_OF_ROW = [key for key in _KEYS if key not in _OF_OTHER_ROWS]

_signs = frozenset("'=+-@\t\r\n")  # with which both begin: most texts begin with none of them
_formula = re.compile(r"'*[=+\-@\t\r\n]")
_escaped = re.compile(r"'+[=+\-@\t\r\n]")


def escape(text):
    return f"'{text}" if text[:1] in _signs and _formula.match(text) else text


def unescape(text):
    return text[1:] if _escaped.match(text) else text


def row(entry, *, organisation, industries, focuses):
    """The cells of one entry in the order of COLUMNS. `entry` is anything with the fields FIELDS_OF_ROW,
    `organisation` its slug or None, and the terms are slugs."""
    others = {"organisation": organisation, "industries": ";".join(industries), "focuses": ";".join(focuses)}
    cells = (plain(others[key] if key in others else getattr(entry, key)) for key in _KEYS)
    return [escape(cell) if isinstance(cell, str) else cell for cell in cells]


def plain(value):
    """The value of a field as a cell holds it: text, or a number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
