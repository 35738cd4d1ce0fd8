"""What the portal keeps of a person: apps say it for their tables, in a module `personal_data`. Pages, export
and erasure are made from that."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.queue import assignment
from landkarte.models import Report
from machinery.history import overwrite
from machinery.personal_data import NOTHING_LEFT, Holding, register, row_of, seen_in

# -- Letters --------------------------------------------------------------------------------------------


# -- Reports --------------------------------------------------------------------------------------------


def _report_rows(person):
    columns = ("reference", "subject", "entry_name", "reason", "page", "text", "email", "status")
    columns += ("created_at", "closed_at")
    return [row_of(one, *columns) for one in person.with_address(Report.objects.all())]


def _erase_reports(person):
    found = person.with_address(Report.objects.all()).values("pk")
    traces = person.with_address(Report.history.all()).values("id")
    reports = Report.objects.filter(Q(pk__in=found) | Q(pk__in=traces))
    assignment.erase_notes("report", "barrier", keys=reports.values_list("pk", flat=True))
    overwrite(Report, Q(pk__in=found) | Q(pk__in=traces), email="", page="", text=NOTHING_LEFT)
    person.with_address(Report.history.all()).update(email="", page="", text=NOTHING_LEFT)


register(
    Holding(
        "reports",
        _("Meldungen"),
        _("Damit die Redaktion nachfragen kann."),
        _report_rows,
        _erase_reports,
        seen=seen_in(Report.objects),
    )
)

# -- Sessions and the log of the administration -------------------------------------------------------
