from django.db import migrations

from machinery.respelling import respell


class Migration(migrations.Migration):
    dependencies = [("offers", "0007_november_facts")]

    operations = [respell(
        "offers.Enquiry.email",
        "offers.HistoricalEnquiry.email",
        "offers.EventRegistration.email",
        "offers.HistoricalEventRegistration.email",
        "offers.Offer.contact_email",
    )]
