"""Turns a cell into the value of a model field, by the rules of that field."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from landkarte.models.entry_fields import BY_COLUMN
from landkarte.models.entry_words import keys_of
from machinery.spreadsheets.problems import quoted

_number = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_BOOLEANS = {"true": True, "false": False, "": False}
_DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class Cells:
    """The plain fields of a model that a file can set, by column: `{column: field name}`."""

    def __init__(self, model, columns):
        self.fields = {column: model._meta.get_field(name) for column, name in columns.items()}
        self._form_fields = {column: field.formfield() for column, field in self.fields.items()}
        self._keys = {
            column: keys_of(BY_COLUMN[column])
            for column in columns
            if column in BY_COLUMN
            and BY_COLUMN[column].choices
            and BY_COLUMN[column].model_field is self.fields[column]
        }
        for form_field in self._form_fields.values():
            if isinstance(form_field, forms.DateField):
                form_field.input_formats = _DATE_FORMATS

    def value(self, column, cell):
        """The value of this cell. ValueError says in words why there is none."""
        form_field, field = self._form_fields[column], self.fields[column]
        cell = self._keys.get(column, {}).get(cell.strip().casefold(), cell)
        try:
            return field.clean(form_field.clean(_plain(form_field, cell)), None)
        except ValidationError as error:
            raise ValueError(_reason(error, form_field, cell)) from None


def _plain(form_field, cell):
    cell = cell.strip()
    if isinstance(form_field, forms.BooleanField):
        if cell not in _BOOLEANS:
            raise ValidationError("", code="invalid")
        return _BOOLEANS[cell]
    if not isinstance(form_field, forms.IntegerField) or not cell:
        return cell
    if not _number.fullmatch(cell):
        raise ValidationError("", code="invalid")
    return cell.replace(",", ".")


def _reason(error, form_field, cell):
    first = error.error_list[0]
    if first.code == "required":
        return first.messages[0]
    if first.code == "invalid_choice":
        choices = ", ".join(str(value) for value, _label in form_field.choices if value)
        return _("{value} gibt es hier nicht; möglich: {choices}").format(value=quoted(cell), choices=choices)
    if first.code == "invalid" and (reason := _not_a(form_field)):
        return f"{quoted(cell)} {reason}"
    return f"{quoted(cell)}: {first.messages[0]}"


def _not_a(form_field):
    if isinstance(form_field, forms.FloatField):
        return _("ist keine Zahl")
    if isinstance(form_field, forms.IntegerField):
        return _("ist keine ganze Zahl")
    if isinstance(form_field, forms.BooleanField):
        return _("ist weder true noch false")
    if isinstance(form_field, forms.DateField):
        return _("ist kein Datum (so: 2026-11-20)")
    return ""
