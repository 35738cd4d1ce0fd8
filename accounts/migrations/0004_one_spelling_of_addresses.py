from django.db import migrations, models
from django.db.models.functions import Lower

from machinery.respelling import respell


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_lower_case_addresses"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        respell("accounts.User.email", "account.EmailAddress.email"),
        migrations.RemoveConstraint("user", "user_email_unique"),
        migrations.AlterField(
            "user",
            "email",
            models.EmailField(
                "E-Mail-Adresse",
                max_length=254,
                unique=True,
                error_messages={"unique": "Diese E-Mail-Adresse gibt es schon."},
            ),
        ),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_one_spelling"
            ),
        ),
    ]
