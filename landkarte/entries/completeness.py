"""How complete an entry is, by what each kind should say: for one entry and for all in SQL.

A field that is needed weighs more than one that helps. What companies read about it is in
`submissions.completeness`.
"""

from functools import reduce
from operator import or_

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from landkarte.models import Entry
from landkarte.models.entry_fields import FIELDS, ordered

_WITHOUT = "slug kind organisation origin state own"
_by_need = ordered("name text details facts terms web place", without=_WITHOUT)
_by_help = ordered("name terms web text place facts details", without=_WITHOUT)
NEEDED = [field for field in _by_need if field.needed]
HELPFUL = [field for field in _by_help if field.helpful]
WEIGHTS = {field.name: 3 for field in NEEDED} | {field.name: 1 for field in HELPFUL}
POINT = "point"  # weighs nothing: it comes with the place
LOW, HIGH = 50, 80  # percent: below is little, above is much


def weights_of(kind):
    """Field -> weight, of what an entry of this kind should say."""
    return {name: weight for name, weight in WEIGHTS.items() if kind in kinds_of(name)}


def kinds_of(name):
    """The kinds that should say this field."""
    return tuple(kind for kind in Entry.Kind if FIELDS[name].is_asked_of(kind))


def percent_of(weights, missing):
    """How much of these weights is said when these fields are missing, 0 to 100."""
    total = sum(weights.values())
    said = total - sum(weights[name] for name in missing)
    return (200 * said + total) // (2 * total)  # in whole numbers, so that SQL rounds alike


# -- One entry ------------------------------------------------------------------------------------------


def missing_of(entry):
    """Names of the fields that the entry should say and does not, the needed ones first. Its terms may be
    prefetched."""
    return [name for name in weights_of(entry.kind) if not _says(entry, name)]


def percent(entry):
    return percent_of(weights_of(entry.kind), missing_of(entry))


def _says(entry, name):
    field = FIELDS[name]
    return bool(getattr(entry, name).all() if field.is_terms else getattr(entry, field.attribute))


# -- All of them, in SQL --------------------------------------------------------------------------------


def missing(name):
    """Condition of a query over entries: it should say this field, or its point, and does not."""
    if name == POINT:
        return Q(latitude=None)
    lacks = ~_has(name)
    return lacks if len(kinds_of(name)) == len(Entry.Kind) else Q(kind__in=kinds_of(name)) & lacks


def percent_expression():
    """Expression over entries: the same number as `percent`."""
    return Case(
        *(When(kind=kind, then=_percent_of_kind(kind)) for kind in Entry.Kind), output_field=IntegerField()
    )


def _percent_of_kind(kind):
    weights = weights_of(kind)
    said = reduce(
        lambda one, other: one + other,
        (Case(When(_has(name), then=Value(weight)), default=Value(0)) for name, weight in weights.items()),
    )
    total = sum(weights.values())
    return (200 * said + total) / (2 * total)  # two whole numbers: both databases cut off the rest


def _has(name):
    field = Entry._meta.get_field(name)
    if field.many_to_many:
        return Q(Exists(field.remote_field.through.objects.filter(entry=OuterRef("pk"))))
    empty = [Q(**{name: None})] if field.null else []
    empty += [Q(**{name: ""})] if field.empty_strings_allowed and not field.is_relation else []
    return ~reduce(or_, empty)
