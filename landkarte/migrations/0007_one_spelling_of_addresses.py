from django.db import migrations

from machinery.respelling import respell


class Migration(migrations.Migration):
    dependencies = [("landkarte", "0006_editorial_desk")]

    operations = [respell("landkarte.Report.email", "landkarte.HistoricalReport.email")]
