"""Two entries that are to become one."""

from django.utils import timezone

from desk.duplicates.choices import FIELDS
from desk.models import Finding
from flagships.models import Partner
from landkarte.models import FormerSlug, FurtherSource, Report
from tests.factories import EntryFactory, EventFactory, FlagshipFactory

GONE = dict.fromkeys((field.name for field in FIELDS if field.name != "status"), "gone")


def entangled(entry):
    """Hang a row of every kind on the entry."""
    flagship = FlagshipFactory(lead=entry)
    FurtherSource.objects.create(entry=entry, source="https://q.example", fields="name")
    FormerSlug.objects.create(entry=entry, slug=f"frueher-{entry.slug}")
    Finding.objects.create(entry=entry, check_name="no-focus")
    Partner.objects.create(flagship=flagship, name=entry.name, entry=entry, kind="company")
    reported(entry)
    EventFactory(organiser_entry=entry)
    EntryFactory(name=f"Produkt {entry.pk}", kind="product", organisation=entry)


def reported(entry):
    number = Report.objects.count()
    return Report.objects.create(
        reference=f"M-2026-{number:06}",
        entry=entry,
        reason="wrong",
        text="Falsch.",
        due_on=timezone.localdate(),
    )
