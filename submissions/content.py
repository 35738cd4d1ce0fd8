"""What an entry says, as JSON: taken from an entry, read by the form, laid onto an entry again.

Names are those of the fields of `Entry`, but `ags` for its region. Terms are sorted lists of slugs, days ISO
dates, degrees numbers, what is missing "" (None for numbers and the region's key). `logo` is the key of a
`Logo` of the submission, KEEP for the entry's own, or "" for none. `ai_relation` says to staff, not to the
public, what the matter has to do with AI.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry, Focus, Industry
from landkarte.models.details import DETAILS
from landkarte.models.vocabulary import meanings

KEEP = "keep"
TEXTS = ("name", "summary_de", "summary_en", "website", "street", "postal_code", "city", "precision")
TERMS = {"industries": Industry, "focuses": Focus}
DAYS = ("starts_on", "ends_on")
STAFF_ONLY = ("ai_relation",)
PLACE = ("street", "postal_code", "city", "ags", "latitude", "longitude", "precision")
_COLUMNS = {"ags": "region"}  # what `Entry` calls by another name
_BEFORE_DETAILS = ("name", "summary_de", "summary_en")
_AFTER_DETAILS = ("ai_relation", "industries", "focuses", "website", "logo", *PLACE)


def fields_of(kind):
    """Names of what an entry of this kind says, in the order in which the form asks."""
    size = ("size", "founded") if kind in Entry.Kind.organisations else ()
    return [*_BEFORE_DETAILS, *DETAILS.get(kind, ()), *size, *_AFTER_DETAILS]


def empty_content(kind):
    """The content of an entry of this kind that says nothing yet."""
    numbers = ("founded", "ags", "latitude", "longitude")
    return {field: [] if field in TERMS else None if field in numbers else "" for field in fields_of(kind)}


def label_of(field):
    """The name of a field as people read it."""
    if field in STAFF_ONLY:
        return _("Was hat das mit KI zu tun?")
    return Entry._meta.get_field(column_of(field)).verbose_name


def column_of(field):
    """What `Entry` calls the field."""
    return _COLUMNS.get(field, field)


def name_of_column(column):
    """What the content calls the field that `Entry` calls so."""
    return next((name for name, other in _COLUMNS.items() if other == column), column)


def content_of(entry):
    """What the entry says, as JSON; `ai_relation` is "", since no entry holds it."""
    content = {}
    for field in fields_of(entry.kind):
        if field in TERMS:
            content[field] = sorted(
                term.slug for term in getattr(entry, field).all()
            )  # they may be prefetched
        elif field == "ags":
            content[field] = entry.region_id
        elif field == "logo":
            content[field] = KEEP if entry.logo else ""
        elif field in STAFF_ONLY:
            content[field] = ""
        else:
            content[field] = _as_json(getattr(entry, field))
    return content


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
    if name in TERMS:
        return isinstance(value, list) and all(isinstance(slug, str) for slug in value)
    if name in ("founded", "latitude", "longitude"):
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    if name in DAYS and value:
        return _is_day(value)
    return isinstance(value, str) or (name in ("ags", *DAYS) and value is None)


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
    for field in fields_of(entry.kind):
        if field in TERMS or field in STAFF_ONLY or field == "logo" or field not in content:
            continue
        value = content[field]
        if field == "ags":
            entry.region_id = value or None
        elif field in DAYS:
            setattr(entry, field, date.fromisoformat(value) if value else None)
        else:
            setattr(entry, field, value)
    return entry


def terms_of(content, field):
    """The vocabulary's terms that the content names, as a QuerySet: of those that were replaced since, what
    replaces them."""
    current = meanings(TERMS[field])
    return TERMS[field].objects.filter(
        slug__in=[current.get(slug, slug) for slug in content.get(field) or []]
    )
