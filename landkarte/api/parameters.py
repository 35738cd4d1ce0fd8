"""The parameters of a query in the words of OpenAPI, read off its declaration: they cannot drift apart."""

from django import forms
from drf_spectacular.utils import OpenApiParameter

from landkarte.query.fields import ValuesField, YearsField
from landkarte.query.filters import EntryFilter


def query_parameters(query=EntryFilter, *, leaving_out=()):
    """OpenAPI parameters of a query, in the order of their declaration."""
    return [
        _parameter(name, parameter.field, parameter.help_text)
        for name, parameter in query.base_filters.items()
        if name not in leaving_out
    ]


def _parameter(name, field, description):
    several = isinstance(field, ValuesField)
    return OpenApiParameter(
        name,
        type=_type(field) if several else _number(field) or str,
        many=several,
        explode=True if several else None,
        style="form" if several else None,
        enum=_values(field),
        description=description,
    )


def _type(field):
    return int if isinstance(field, YearsField) else str


def _number(field):
    """The schema of a number with its limits; None for a field that holds something else."""
    if not isinstance(field, forms.IntegerField):  # Django's FloatField is one of those too
        return None
    is_whole = not isinstance(field, forms.FloatField)
    limits = {"minimum": field.min_value, "maximum": field.max_value}
    return {"type": "integer" if is_whole else "number"} | limits


def _values(field):
    """Fixed choices; vocabularies are editable and have their own addresses."""
    fixed = isinstance(field, forms.ChoiceField) and not hasattr(field, "model")
    return [str(value) for value, _ in field.choices if value] or None if fixed else None
