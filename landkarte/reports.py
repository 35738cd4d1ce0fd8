"""What happens to a report: it is taken in, and somebody closes it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Report
from machinery import limits
from machinery.models.reference import new_reference
from machinery.working_days import add_working_days

WORKING_DAYS = 10
FORM, BARRIER_FORM = "report", "barrier"
MOST_OF_ONE_SENDER_AN_HOUR = 5
MOST_A_DAY = 200


@transaction.atomic
def receive(entry, *, reason, text, email, sender):
    """A new report on this entry, due in ten working days.

    `limits.LimitReachedError` when there are too many of this sender (see `limits.sender_of`) or of all.
    """
    limits.take(FORM, sender=sender, an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    return Report.objects.create(
        reference=new_reference(Report, "M"),
        entry=entry,
        entry_name=entry.name,
        reason=reason,
        text=text,
        email=email,
        due_on=add_working_days(timezone.localdate(), WORKING_DAYS),
    )


@transaction.atomic
def receive_barrier(*, page, text, email, sender):
    """A new report on what keeps somebody from using a page, due in ten working days: the two weeks of the
    law. `limits.LimitReachedError` as for a report on an entry."""
    limits.take(BARRIER_FORM, sender=sender, an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    return Report.objects.create(
        reference=new_reference(Report, "B"),
        subject=Report.Subject.BARRIER,
        page=page,
        text=text,
        email=email,
        due_on=add_working_days(timezone.localdate(), WORKING_DAYS),
    )


@transaction.atomic
def close(report, *, by):
    """Note that the report is dealt with, when and by whom. ValidationError when it was already.

    Returns the report as it is now in the database.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_open:
        raise ValidationError(
            _("Die Meldung %(reference)s ist schon erledigt."), "done", {"reference": report.reference}
        )
    report.status = Report.Status.DONE
    report.closed_at = timezone.now()
    report.closed_by = by
    report._history_user = by
    report._change_reason = "close"
    report.save()
    return report
