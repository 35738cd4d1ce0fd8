"""For migrations: addresses that were written down before there was one spelling of them."""

from django.db import migrations

from machinery.mailboxes import one_spelling


def respell(*columns):
    """The operation that brings these columns ("app.Model.column") into the one spelling. IntegrityError
    when two accounts turn out to have one mailbox: which of them goes is for people to say."""

    def forwards(apps, schema_editor):
        for column in columns:
            label, _, name = column.rpartition(".")
            _respell(apps.get_model(label).objects, name)

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _respell(rows, name):
    for key, address in list(rows.exclude(**{name: ""}).values_list("pk", name)):
        if (spelled := one_spelling(address)) != address:
            rows.filter(pk=key).update(**{name: spelled})
