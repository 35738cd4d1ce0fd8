"""The fact that a card shows, kept beside the long text that it is the first sentence of."""

from functools import partial

from django.db import migrations, models

from landkarte.models.face import FACT_TEXTS, facts_to_keep


def keep_facts(apps, schema_editor):
    Entry = apps.get_model("landkarte", "Entry")
    for entry in Entry.objects.filter(kind__in=FACT_TEXTS).iterator():
        facts = facts_to_keep(entry.kind, partial(getattr, entry))
        if any(facts.values()):
            Entry.objects.filter(pk=entry.pk).update(**facts)


class Migration(migrations.Migration):
    dependencies = [("landkarte", "0003_search_index")]

    operations = [
        migrations.AddField(
            "entry", "fact_de", models.CharField(default="", editable=False, max_length=142)
        ),
        migrations.AddField(
            "entry", "fact_en", models.CharField(default="", editable=False, max_length=142)
        ),
        migrations.RunPython(keep_facts, migrations.RunPython.noop),
    ]
