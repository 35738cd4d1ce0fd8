"""Entries as spreadsheet rows: safe to open, and read back unchanged.

A cell that a spreadsheet would run as a formula (OWASP: CSV injection) gets an apostrophe in front;
`unescape` takes exactly one such apostrophe away again.
"""

import re

from landkarte.models.details import FIELDS

COLUMNS = [
    "slug",
    "kind",
    "name",
    "organisation",
    "street",
    "postal_code",
    "city",
    "ags",
    "latitude",
    "longitude",
    "precision",
    "website",
    "founded",
    "size",
    "summary_de",
    "summary_en",
    "industries",
    "focuses",
    *FIELDS,
    "updated",
]

EXPORT_ONLY = ("updated",)  # an import reads over them

_formula = re.compile(r"'*[=+\-@\t\r\n]")
_escaped = re.compile(r"'+[=+\-@\t\r\n]")


def escape(text):
    return f"'{text}" if _formula.match(text) else text


def unescape(text):
    return text[1:] if _escaped.match(text) else text


def row(entry):
    """The cells of one entry in the order of COLUMNS. Its organisation and terms should be prefetched."""
    organisation = entry.public_organisation
    texts = [
        entry.slug,
        entry.kind,
        entry.name,
        organisation.slug if organisation else "",
        entry.street,
        entry.postal_code,
        entry.city,
        entry.region_id or "",
    ]
    numbers = ["" if number is None else number for number in (entry.latitude, entry.longitude)]
    more = [
        entry.precision,
        entry.website,
        entry.founded or "",
        entry.size,
        entry.summary_de,
        entry.summary_en,
        ";".join(term.slug for term in entry.industries.all()),
        ";".join(term.slug for term in entry.focuses.all()),
        *(getattr(entry, name) or "" for name in FIELDS),
        entry.updated_at.isoformat(timespec="seconds"),
    ]
    return [escape(cell) if isinstance(cell, str) else cell for cell in [*texts, *numbers, *more]]
