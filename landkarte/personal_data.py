"""What the map keeps of a person: the reports that they have sent."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from landkarte.models import Report
from machinery.history import overwrite
from machinery.personal_data import NOTHING_LEFT, Holding, register, row_of, seen_in


def _report_rows(person):
    columns = ("reference", "subject", "entry_name", "reason", "page", "text", "email", "status")
    columns += ("created_at", "closed_at")
    return [row_of(one, *columns) for one in person.with_address(Report.objects.all())]


def reports_of(person):
    """Condition of the reports that have one of the addresses now, or had it once."""
    found = person.with_address(Report.objects.all()).values("pk")
    traces = person.with_address(Report.history.all()).values("id")
    return Q(pk__in=found) | Q(pk__in=traces)


def _erase_reports(person):
    overwrite(Report, reports_of(person), email="", page="", text=NOTHING_LEFT)
    person.with_address(Report.history.all()).update(email="", page="", text=NOTHING_LEFT)


register(
    Holding(
        "reports",
        _("Meldungen"),
        _("Damit die Redaktion nachfragen kann."),
        _report_rows,
        _erase_reports,
        seen=seen_in(Report.objects),
        position=20,
    )
)
