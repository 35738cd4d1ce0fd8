"""What an entry says, as JSON: taken from an entry, read by the form, laid onto an entry again.

Names are the columns of `landkarte.models.entry_fields`: `ags` for the region. Terms are sorted lists of
slugs, days ISO dates, degrees numbers, what is missing "" (None for numbers and the region's key). `logo` is
the key of a `Logo` of the submission, KEEP for the entry's own, or "" for none. `ai_relation` says to staff,
not to the public, what the matter has to do with AI.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from landkarte.models.entry_fields import BY_COLUMN, FIELDS, named, ordered
from landkarte.models.vocabulary import meanings

KEEP = "keep"
STAFF_ONLY = ("ai_relation",)
_SAID = ordered("name text details facts terms web place", without="slug kind organisation origin state own")
TERMS = {field.column: field.vocabulary for field in _SAID if field.is_terms}
DAYS = tuple(field.column for field in _SAID if field.is_day)
PLACE = tuple(field.column for field in named("place"))


def fields_of(kind):
    """Names of what an entry of this kind says, in the order in which it is told."""
    said = [field.column for field in _SAID if field.is_asked_of(kind)]
    place = min(said.index(name) for name in TERMS)
    return [*said[:place], *STAFF_ONLY, *said[place:]]


def empty_content(kind):
    """The content of an entry of this kind that says nothing yet."""
    return {name: _empty(name) for name in fields_of(kind)}


def _empty(name):
    field = BY_COLUMN.get(name)
    if field is None:
        return ""
    return [] if field.is_terms else None if field.is_number or field.is_relation else ""


def label_of(name):
    """The name of a field as people read it."""
    return _("Was hat das mit KI zu tun?") if name in STAFF_ONLY else BY_COLUMN[name].label


def column_of(name):
    """What `Entry` calls the field."""
    return BY_COLUMN[name].name if name in BY_COLUMN else name


def name_of_column(column):
    """What the content calls the field that `Entry` calls so."""
    return FIELDS[column].column if column in FIELDS else column


def content_of(entry):
    """What the entry says, as JSON; `ai_relation` is "", since no entry holds it."""
    return {name: _said_by(entry, BY_COLUMN.get(name)) for name in fields_of(entry.kind)}


def _said_by(entry, field):
    if field is None:
        return ""
    if field.is_terms:
        return sorted(term.slug for term in getattr(entry, field.name).all())  # they may be prefetched
    if field.is_file:
        return KEEP if getattr(entry, field.name) else ""
    return _as_json(getattr(entry, field.attribute))


def _as_json(value):
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    return float(value)  # degrees


def misshapen(content, kind):
    """Names of the fields whose value has not the shape that this module tells of."""
    return [name for name in fields_of(kind) if name in content and not _has_shape(name, content[name])]


def _has_shape(name, value):
    field = BY_COLUMN.get(name)
    if field is None:
        return isinstance(value, str)
    if field.is_terms:
        return isinstance(value, list) and all(isinstance(slug, str) for slug in value)
    if field.is_number:
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    if field.is_day and value:
        return _is_day(value)
    return isinstance(value, str) or (value is None and (field.is_relation or field.is_day))


def _is_day(value):
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def changed_fields(content, base):
    """Names of the fields that say something else than before; what is missing says nothing."""
    return [name for name in {**base, **content} if (content.get(name) or "") != (base.get(name) or "")]


def lay_onto(entry, content):
    """Set the columns of the entry from the content, but terms, logo and organisation. Nothing is saved."""
    for name in fields_of(entry.kind):
        field = BY_COLUMN.get(name)
        if field is None or field.is_terms or field.is_file or name not in content:
            continue
        value = content[name]
        if field.is_relation:
            value = value or None
        elif field.is_day:
            value = date.fromisoformat(value) if value else None
        setattr(entry, field.attribute, value)
    return entry


def terms_of(content, field):
    """The vocabulary's terms that the content names, as a QuerySet: of those that were replaced since, what
    replaces them."""
    current = meanings(TERMS[field])
    return TERMS[field].objects.filter(
        slug__in=[current.get(slug, slug) for slug in content.get(field) or []]
    )
