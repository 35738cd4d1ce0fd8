"""The place of each entry among those that are recommended: `run_daily` fills it, until then they come by name.
And postal codes are searched: they are written behind what the search looks through."""

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat


def search_postal_codes(apps, schema_editor):
    entries = apps.get_model("landkarte", "Entry").objects.exclude(postal_code="")
    entries.update(search_text=Concat(F("search_text"), F("postal_code"), Value(" ")))


class Migration(migrations.Migration):
    dependencies = [("landkarte", "0004_faces")]

    operations = [
        migrations.AddField(
            "entry", "recommended", models.PositiveIntegerField(default=2**31 - 1, editable=False)
        ),
        migrations.RunPython(search_postal_codes, migrations.RunPython.noop),
    ]
