"""What visitors report: wrong entries, and barriers."""

from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.queue.source import BEGINNING, Source
from landkarte.models import Report


def _report_address(key):
    return reverse("admin:landkarte_report_change", args=[key])


SOURCES = (
    Source(
        "report",
        _("Meldung"),
        rows=lambda: Report.objects.open().about_entries(),
        columns={
            "reference": "reference",
            "title": "entry_name",
            "detail": Left("text", BEGINNING),
            "since": "created_at",
            "due_on": "due_on",
        },
        address=_report_address,
        permission="landkarte.view_report",
    ),
    Source(
        "barrier",
        _("Barriere"),
        rows=lambda: Report.objects.open().about_barriers(),
        columns={
            "reference": "reference",
            "title": "page",
            "detail": Left("text", BEGINNING),
            "since": "created_at",
            "due_on": "due_on",
        },
        address=_report_address,
        permission="landkarte.view_report",
    ),
)
