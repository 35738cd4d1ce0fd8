"""Rules of the database say the same as the choices of their columns."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q

from config.release import PACKAGES


def lists_of(condition):
    """Pairs of column and values, where the condition is nothing but a list of values for a column."""
    if isinstance(condition, Q) and not condition.negated and len(condition.children) == 1:
        (only,) = condition.children
        if isinstance(only, tuple) and only[0].endswith("__in"):
            yield only[0].removesuffix("__in"), only[1]


LISTS = [
    pytest.param(model._meta.get_field(column), values, id=constraint.name)
    for model in apps.get_models()
    if model.__module__.partition(".")[0] in PACKAGES
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
    for column, values in lists_of(constraint.condition)
]


@pytest.mark.parametrize(("field", "values"), LISTS)
def test_constraint_knows_all_choices_of_its_column(field, values):
    blank = [""] if field.blank else []

    assert sorted(values) == sorted([*blank, *(value for value, _label in field.flatchoices)])
