from django.db import migrations
from django.db.models.functions import Lower


def lower(apps, schema_editor):
    apps.get_model("accounts", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_language_of_letters")]

    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
