"""Writes one line of history for one change, however many saves and relations it took."""

from collections import defaultdict
from contextlib import contextmanager

from django.db import transaction
from simple_history.models import HistoricalRecords


@contextmanager
def one_record(instance, *, reason=""):
    """All that happens inside to this object (of a model with `history`) becomes one historical record.

    Saves and many-to-many changes must go through this very instance. The record is written at the end and
    in one transaction with what happens inside; an error leaves neither.
    """
    created = instance._state.adding
    with transaction.atomic():
        with no_records(instance):
            yield instance
        write_records([instance], created=created, reason=reason)


@contextmanager
def no_records(*instances):
    """Saves and many-to-many changes of these objects write no history; the caller does: `write_records`."""
    for instance in instances:
        instance.skip_history_when_saving = True
    try:
        yield
    finally:
        for instance in instances:
            del instance.skip_history_when_saving


@transaction.atomic
def write_records(instances, *, created, reason="", by=None):
    """Write one historical record for each saved object of one model as it stands, its relations included.

    `reason` is cut to what its column holds; `by` is who did it, where no request tells that.
    """
    if not instances:
        return
    history = type(instances[0]).history
    room = history.model._meta.get_field("history_change_reason").max_length
    records = history.bulk_history_create(
        instances, update=not created, default_user=by, default_change_reason=reason[:room] or None
    )
    for field in history.model._history_m2m_fields if records else ():
        _write_relations(field, instances, records)


def _write_relations(field, instances, records):
    through, historical = field.remote_field.through, HistoricalRecords.m2m_models[field]
    columns = [column.attname for column in through._meta.fields]
    owner = through._meta.get_field(field.m2m_field_name()).attname
    rows = defaultdict(list)
    for row in through._default_manager.filter(**{f"{owner}__in": [instance.pk for instance in instances]}):
        rows[getattr(row, owner)].append({column: getattr(row, column) for column in columns})
    historical.objects.bulk_create(
        historical(history=record, **row)
        for instance, record in zip(instances, records, strict=True)
        for row in rows[instance.pk]
    )


def overwrite(model, condition, **values):
    """Set columns in the rows of a model with `history` and in all their historical records, without a new
    one. Returns how many rows that were."""
    keys = list(model._base_manager.filter(condition).values_list("pk", flat=True))
    model.history.filter(id__in=keys).update(**values)
    return model._base_manager.filter(pk__in=keys).update(**values)


def delete_without_trace(model, condition):
    """Delete the rows of a model with `history`, and their historical records. Returns how many rows."""
    keys = list(model._base_manager.filter(condition).values_list("pk", flat=True))
    deleted = model._base_manager.filter(pk__in=keys).delete()[1].get(model._meta.label, 0)
    model.history.filter(id__in=keys).delete()
    return deleted
