from django.db import migrations

from machinery.respelling import respell


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_review")]

    operations = [respell("submissions.Invitation.email")]
