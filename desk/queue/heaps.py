"""What staff should look at some day: letters and jobs that failed, possible duplicates, findings."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.duplicates import pairs
from desk.findings import checks
from desk.models import DuplicatePair
from desk.queue.source import Heap
from machinery.models import Job, Letter

HEAPS = (
    Heap(
        "dead-letters",
        _("Aufgegebene Briefe"),
        number=lambda: Letter.objects.filter(status=Letter.Status.DEAD).count(),
        address=lambda: reverse("admin:machinery_letter_changelist") + "?status__exact=dead",
        permission="machinery.view_letter",
    ),
    Heap(
        "failed-jobs",
        _("Gescheiterte Aufträge"),
        number=lambda: Job.objects.filter(status=Job.Status.FAILED).count(),
        address=lambda: reverse("admin:machinery_job_changelist") + "?status__exact=failed",
        permission="machinery.view_job",
    ),
    Heap(
        "duplicates",
        _("Mögliche Duplikate"),
        number=lambda: DuplicatePair.objects.open().count(),
        address=pairs.address,
        permission="desk.view_duplicatepair",
    ),
)


def of_findings():
    """A heap for each check, all counted together."""
    found = checks.numbers()
    return [
        Heap(
            f"finding-{name}",
            check.label,
            number=lambda name=name: found.get(name, 0),
            address=lambda name=name: checks.address_of(name),
            permission=checks.PERMISSION,
        )
        for name, check in checks.CHECKS.items()
    ]
