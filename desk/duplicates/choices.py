"""What two entries say, field by field, and which of it the one that stays will say.

Columns that only make sense together are one field: a place, a source with the day it was read.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.models import DuplicatePair
from landkarte.models import entry_fields

KEPT, GONE, BOTH = "kept", "gone", "both"


_LABELS = {"place": _("Ort"), "source": _("Quelle"), "confirmed_on": _("Bestätigung"), "status": _("Status")}


@dataclass(frozen=True)
class Field:
    """What is chosen as a whole."""

    name: str
    columns: tuple = ()  # attribute names; the first says whether there is anything. Terms have none

    @property
    def label(self):
        return _LABELS.get(self.name) or entry_fields.FIELDS[self.name].label

    @property
    def is_terms(self):
        return not self.columns


def _chosen(unit):
    return Field(unit, tuple(field.attribute for field in entry_fields.named(unit) if not field.is_terms))


_WORDS = "name kind status organisation text details terms facts web logo place source confirmed_on"
# Nobody chooses these: an entry keeps its own, or they are made from the others.
_KEPT = "id slug created_at updated_at merged_into search_name search_text fact_de fact_en recommended"
FIELDS = [
    _chosen(unit)
    for unit in dict.fromkeys(field.unit for field in entry_fields.ordered(_WORDS, without=_KEPT))
]
TERMS = tuple(field.name for field in FIELDS if field.is_terms)
BY_NAME = {field.name: field for field in FIELDS}
OWN = {entry_fields.FIELDS[name].attribute for name in _KEPT.split()}


def said(entry, field):
    """What the entry says in the field, as JSON: a list of slugs, or the columns by their names."""
    if field.is_terms:
        return sorted(term.slug for term in getattr(entry, field.name).all())
    return {column: _as_json(getattr(entry, column)) for column in field.columns}


def content_of(entry):
    """Everything that can be chosen, as JSON: terms are lists, all else are columns."""
    content = {}
    for field in FIELDS:
        content |= {field.name: said(entry, field)} if field.is_terms else said(entry, field)
    return content


def is_said(entry, field):
    if field.is_terms:
        return bool(said(entry, field))
    if field.name == "place":
        return any(value not in ("", None) for value in said(entry, field).values())
    return bool(getattr(entry, field.columns[0]))


def is_different(one, other, field):
    """Whether people would say so: the moment of publishing alone is no difference."""
    if field.name == "status":
        return one.status != other.status
    return said(one, field) != said(other, field)


def default_choice(kept, gone, field):
    """Whose value staff most likely want: what the other does not say, the later confirmation, the public
    state, the terms of both."""
    if not is_different(kept, gone, field):
        return KEPT
    if field.is_terms:
        return BOTH
    if field.name == "status":
        return GONE if gone.is_published and not kept.is_published else KEPT
    if field.name == "confirmed_on":
        return GONE if (gone.confirmed_on or date.min) > (kept.confirmed_on or date.min) else KEPT
    if field.name == "place" and kept.precision != "address" and gone.precision == "address":
        return GONE
    return GONE if is_said(gone, field) and not is_said(kept, field) else KEPT


def default_choices(kept, gone):
    return {field.name: default_choice(kept, gone, field) for field in FIELDS}


def checked(values):
    """The choices, whole. ValidationError for a field that is none, or a choice that it does not have."""
    for name, choice in values.items():
        field = BY_NAME.get(name)
        if field is None or choice not in ((KEPT, GONE, BOTH) if field.is_terms else (KEPT, GONE)):
            raise ValidationError(_("Diese Auswahl gibt es nicht: %(name)s."), "choice", {"name": name})
    return {field.name: values.get(field.name, KEPT) for field in FIELDS}


def chosen_terms(kept, gone, field, choice):
    """The terms that the choice names, by key."""
    terms = {} if choice == GONE else {term.pk: term for term in getattr(kept, field.name).all()}
    if choice != KEPT:
        terms |= {term.pk: term for term in getattr(gone, field.name).all()}
    return terms


def lay(kept, gone, choices):
    """Set the columns of `kept` as chosen, but terms. Nothing is saved."""
    for field in FIELDS:
        if choices[field.name] == GONE and not field.is_terms:
            set_columns(kept, {column: _file_name(getattr(gone, column)) for column in field.columns})


def set_columns(entry, values):
    """Set columns of the entry, past the descriptor of the logo, which would open the file to measure it."""
    for column, value in values.items():
        if column == "logo":
            entry.__dict__[column] = value
        else:
            setattr(entry, column, value)


def fingerprint(*entries):
    """A word for what the entries say now, whichever comes first, and for what staff have said of the two: it
    changes with both."""
    contents = [[entry.pk, content_of(entry)] for entry in sorted(entries, key=lambda entry: entry.pk)]
    pairs = DuplicatePair.objects.filter(first__in=entries, second__in=entries)
    different = pairs.filter(status=DuplicatePair.Status.DIFFERENT).values_list("decided_at", flat=True)
    said = json.dumps([contents, list(map(str, different))], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _file_name(value):
    return value.name if hasattr(value, "storage") else value


def _as_json(value):
    value = _file_name(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
