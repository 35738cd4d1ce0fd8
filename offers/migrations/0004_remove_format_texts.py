from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_formats_from_texts")]

    operations = [
        migrations.RemoveField(model_name=name, name="format_text")
        for name in ("event", "historicalevent", "historicaloffer", "offer")
    ]
