from django.db import migrations

from machinery.respelling import respell


class Migration(migrations.Migration):
    dependencies = [("landkarte", "0007_connections_and_rivers")]

    operations = [respell("landkarte.Report.email", "landkarte.HistoricalReport.email")]
