"""Every row of every table, to compare what was with what is."""

from django.apps import apps
from simple_history.models import HistoricalChanges, HistoricalRecords

LOGS = {"admin.LogEntry", "machinery.DataVersion", "machinery.Change", "desk.Merge", "sessions.Session"}


def all_rows(*, without=frozenset()):
    """Label of each table but histories and logs -> key -> columns, but those named in `without`."""
    of_history = set(HistoricalRecords.m2m_models.values())
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if issubclass(model, HistoricalChanges) or model in of_history or label in LOGS:
            continue
        rows = {row.pop("id", None) or tuple(row.values()): row for row in model._base_manager.values()}
        for row in rows.values():
            for column in without & row.keys():
                del row[column]
        tables[label] = rows
    return tables


def differences(before, after):
    """Label -> keys of the rows that are not the same in both."""
    found = {
        label: {key for key in rows.keys() | after[label].keys() if rows.get(key) != after[label].get(key)}
        for label, rows in before.items()
    }
    return {label: keys for label, keys in found.items() if keys}
