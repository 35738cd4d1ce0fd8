"""The query's parameters in the words of OpenAPI, read off EntryFilter so that they cannot drift apart."""

from django import forms
from drf_spectacular.utils import OpenApiParameter

from landkarte.query.fields import ValuesField, YearsField
from landkarte.query.filters import EntryFilter

DESCRIPTIONS = {
    "q": "All words, German folding (ä=ae, ß=ss, case, accents), stems, parts of words; "
    "one typo a word is forgiven when nothing else is found",
    "kind": "What it is; several values mean any of them",
    "phase": "Steps of a company's way; several mean any of them",
    "format": "Slugs of formats; several mean any of them",
    "audience": "Slugs of those whom it is for; several mean any of them",
    "industry": "Slugs of industries; several mean any of them",
    "focus": "Slugs of AI focuses; several mean any of them",
    "size": "Size of the organisation; several mean any of them",
    "region": "Official keys (AGS) of states, government regions, districts or municipalities: prefixes",
    "founded": "Years in which it was founded or began; several mean any of them",
    "near": "latitude,longitude in degrees; with `radius`",
    "radius": "Kilometres around `near`, 25 by default",
    "bbox": "west,south,east,north in degrees",
    "city": "Names of towns as the events write them; several mean any of them",
    "when": "Events that have not ended, the next one first, or those that have, the latest one first",
    "month": "Year and month, 2026-11: events of which a day lies in it",
    "sort": "Order; relevance by default with `q`, distance with `near`, else name",
    "page": "Page, from 1",
    "page_size": "Rows a page, 24 by default, at most 100",
    "zoom": "Zoom level for which cells are summed when there are too many points, 0 to 18",
}


def query_parameters(filterset_class=EntryFilter, *, leaving_out=(), words=None):
    """OpenAPI parameters of a query, in the order of the filter's declaration; `words`: descriptions that
    differ from those of the map's query."""
    descriptions = DESCRIPTIONS | (words or {})
    return [
        _parameter(name, parameter.field, descriptions[name])
        for name, parameter in filterset_class.base_filters.items()
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
