"""Lets everything that hangs on one row hang on another: step by step, each written down so that it can be
undone to the last column.

Rules say how tables go along where it takes more than another key (`desk.duplicates.rules`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalChanges, HistoricalRecords


class Journal:
    """What has been done, one step after the other, as JSON: `set` holds each column before and after.
    `rules` are from `by_field`."""

    def __init__(self, rules, steps=None):
        self.rules = rules
        self.steps = steps if steps is not None else []
        self.moved = defaultdict(list)  # model -> its rows that were set

    def set(self, row, **values):
        """Set columns of a row by their names in the table's model (`entry_id`), past signals and history."""
        model = type(row)
        columns = {
            name: [_as_json(getattr(row, name)), _as_json(value)]
            for name, value in values.items()
            if _as_json(getattr(row, name)) != _as_json(value)
        }
        if not columns:
            return
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{name: values[name] for name in columns})
        for name in columns:
            setattr(row, name, values[name])
        self.steps.append({"set": model._meta.label, "pk": row.pk, "columns": columns})
        if row not in self.moved[model]:
            self.moved[model].append(row)

    def delete(self, row):
        """Delete a row on which no other hangs."""
        model = type(row)
        columns = {field.attname: _as_json(getattr(row, field.attname)) for field in _fields(model)}
        queryset = model._base_manager.filter(pk=row.pk)
        queryset._raw_delete(queryset.db)
        self.steps.append({"deleted": model._meta.label, "columns": columns})

    def create(self, row):
        """Insert a row, past signals."""
        type(row)._base_manager.bulk_create([row])
        self.steps.append({"created": row._meta.label, "pk": row.pk})

    def move(self, gone, kept):
        """Let all that hangs on `gone` hang on `kept`. What `kept` has already goes; of what there can be
        only one, like a flagship, two are a ValidationError."""
        for model, field in references(type(gone)):
            rule = self.rules.get((model, field.name))
            if rule:
                rule.move(self, gone, kept)
            else:
                _redirect(self, model, field, gone, kept)

    def undo(self, since):
        """Undo all steps, the last one first. What somebody else has changed since `since` (a datetime) stays
        as it is, and so does what its app says has to stay. Returns the labels of those rows."""
        self.left = []
        for step in reversed(self.steps):
            try:
                with transaction.atomic():
                    self._undo_step(step, since)
            except (IntegrityError, DataError):  # something took its place, or what it belongs to is gone
                self.left.append(_model_of(step)._meta.verbose_name)
        return self.left

    def _undo_step(self, step, since):
        model = _model_of(step)
        if "created" in step:
            model._base_manager.filter(pk=step["pk"]).delete()
        elif "deleted" in step:
            row = _row_of(model, step["columns"])
            if _lost(row):
                self.left.append(model._meta.verbose_name)
            else:
                model._base_manager.bulk_create([row])
        else:
            self._set_back(model, step, since)

    def _set_back(self, model, step, since):
        row = model._base_manager.filter(pk=step["pk"]).first()
        if row is None:
            return
        rules = [rule for (of, _field), rule in self.rules.items() if of is model]
        if any(rule.stays(row, since) for rule in rules):
            self.left.append(model._meta.verbose_name)
            return
        before = _row_of(model, {name: values[0] for name, values in step["columns"].items()})
        lost, back = _lost(before, step["columns"]), {}
        for name, (_before, after) in step["columns"].items():
            if _as_json(getattr(row, name)) == after and name not in lost:
                back[name] = getattr(before, name)
            else:
                self.left.append(model._meta.verbose_name)
        if back:
            model._base_manager.filter(pk=row.pk).update(**back)
            for name, value in back.items():
                setattr(row, name, value)
            self.moved[model].append(row)


# -- Rules ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """How the rows of a model go along that name an entry (or an organisation, ...) in this field:
    `move(journal, gone, kept)` moves them all. `stays(row, since)`: a row that has become something else
    since then is not moved back. `counts`: whether staff count it among what goes along."""

    model: type
    field: str
    move: Any
    counts: bool = True
    stays: Any = lambda row, since: False


def by_field(rules):
    """(model, field) -> `Rule`. ValueError when two rules are about the same."""
    found = {}
    for rule in rules:
        if (rule.model, rule.field) in found:
            raise ValueError(f"{rule.model._meta.label}.{rule.field} has two rules.")
        found[rule.model, rule.field] = rule
    return found


def stay(journal, gone, kept):
    """The rule of rows that stay where they are."""


def drop(model, field):
    """The rule of rows that only the one that goes had: they go too."""

    def move(journal, gone, kept):
        for row in model._base_manager.filter(**{field: gone.pk}).order_by("pk"):
            journal.delete(row)

    return move


# -- What hangs on a row --------------------------------------------------------------------------------


def references(model):
    """(model, field) of everything that names a row of this model, hidden relations too; but what it is made
    of itself (its own many-to-many rows) and the records of history."""
    through = (field.remote_field.through for field in model._meta.many_to_many)
    own = {made for made in through if made._meta.auto_created}
    historical = set(HistoricalRecords.m2m_models.values())
    for relation in model._meta.get_fields(include_hidden=True):
        related = relation.related_model
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.concrete or related in own | historical or issubclass(related, HistoricalChanges):
            continue
        yield related, relation.field


def _redirect(journal, model, field, gone, kept):
    rows = model._base_manager.filter(**{field.name: gone.pk}).order_by("pk")
    if field.one_to_one and rows and model._base_manager.filter(**{field.name: kept.pk}).exists():
        raise ValidationError(
            _("Zu beiden gehört etwas, das es nur einmal geben kann: %(what)s."),
            "both",
            {"what": model._meta.verbose_name},
        )
    for row in rows:
        try:
            journal.set(row, **{field.attname: kept.pk})
        except IntegrityError:
            journal.delete(row)


# -- JSON ------------------------------------------------------------------------------------------------


def _fields(model):
    return model._meta.concrete_fields


def _lost(row, columns=None):
    """The columns that name a row which is no longer there: the database would only say so at the commit."""
    return {
        field.attname
        for field in _fields(type(row))
        if field.is_relation
        and (columns is None or field.attname in columns)
        and (key := getattr(row, field.attname)) is not None
        and not field.related_model._base_manager.filter(**{field.target_field.attname: key}).exists()
    }


def _as_json(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    return (value.name or "") if isinstance(value, FieldFile) else value


def _row_of(model, columns):
    """A row with these columns, as JSON holds them; files stay where they are."""
    row = model()
    for field in _fields(model):
        if field.attname in columns:
            row.__dict__[field.attname] = field.to_python(columns[field.attname])
    return row


def _model_of(step):
    return apps.get_model(step.get("set") or step.get("deleted") or step.get("created"))
