"""How all that hangs on an entry goes along when it becomes part of another: RULES names it."""

from collections import defaultdict

from django.db.models import F, Func, IntegerField, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from desk.duplicates import organisations, partners
from desk.duplicates.journal import Journal, Rule, by_field, drop, references, stay
from desk.models import DuplicatePair, Finding, ImportedRow, Merge
from landkarte.models import Entry, FormerSlug

_STAYING = (
    (FormerSlug, "entry"),
    (ImportedRow, "entry"),
    (Entry, "merged_into"),
    (Merge, "kept"),
    (Merge, "gone"),
)
_GOING = ((DuplicatePair, "first"), (DuplicatePair, "second"), (Finding, "entry"))

RULES = by_field(
    (
        *(Rule(model, field, stay, counts=False) for model, field in _STAYING),
        *(Rule(model, field, drop(model, field), counts=False) for model, field in _GOING),
        *organisations.RULES,
        *partners.RULES,
    )
)
# What staff count besides, whatever names it: rows that name the entry as `OuterRef("pk")`.
COUNTED = (
    (_("Mitglieder"), organisations.members),
    (_("davon offene Einreichungen"), organisations.open_changes),
)


def journal(steps=None):
    """A new `Journal`, or one of steps that were taken."""
    return Journal(RULES, steps)


def counts(*rows):
    """For each of these rows of one model [(label, number)] of all that hangs on it and would go along."""
    model, asked = type(rows[0]), []
    for related, field in references(model):
        rule = RULES.get((related, field.name))
        if rule is None or rule.counts:
            asked.append((related._meta, related._base_manager.filter(**{field.name: OuterRef("pk")})))
    asked += [(label, found()) for label, found in COUNTED]
    numbers = {f"number_{place}": _number(found) for place, (_label, found) in enumerate(asked)}
    counted = model._base_manager.annotate(**numbers).in_bulk([row.pk for row in rows])
    return [_added((label, getattr(counted[row.pk], f"number_{place}")) for place, (label, _found) in
                   enumerate(asked)) for row in rows]  # fmt: skip


def _number(rows):
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=count).values("number"))


def _added(numbers):
    """Of those with one label the sum, where there are any."""
    total = defaultdict(int)
    for label, number in numbers:
        total[label] += number
    return [(label, number) for label, number in total.items() if number]
