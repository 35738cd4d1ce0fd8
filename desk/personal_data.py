"""What the desk keeps of a person, and of whom it has noted something."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from desk.queue import assignment
from landkarte.models import Report
from landkarte.personal_data import reports_of
from machinery.personal_data import Holding, before_erasing, register, row_of
from offers.models import Enquiry
from offers.personal_data import of_person
from submissions.models import Claim, Submission
from submissions.personal_data import alone_in


def _erase_notes(person):
    """What staff have noted about what the person has sent: it goes with that, or tells of whom it was."""
    found = {
        ("report", "barrier"): Report.objects.filter(reports_of(person)),
        ("enquiry",): Enquiry.objects.filter(of_person(Enquiry, person)),
    }
    if person.user:
        found[("submission",)] = Submission.objects.filter(organisation__in=list(alone_in(person.user)))
        found[("claim",)] = Claim.objects.filter(user=person.user)
    for sources, rows in found.items():
        assignment.erase_notes(*sources, keys=rows.values_list("pk", flat=True))


before_erasing(_erase_notes)


def _log_rows(person):
    done = LogEntry.objects.filter(user=person.user.pk) if person.user else []
    return [row_of(one, "action_time", "object_repr", "change_message") for one in done]


def _erase_log(person):
    """Lines about the person; what they did themselves as staff stays without their name."""
    person.with_address(LogEntry.objects.all(), "object_repr").delete()
    if person.user:
        about = {"content_type": ContentType.objects.get_for_model(person.user)}
        LogEntry.objects.filter(**about, object_id=str(person.user.pk)).delete()


register(
    Holding(
        "administration",
        _("Änderungen in der Verwaltung"),
        _("Damit nachvollziehbar ist, wer was geändert hat."),
        _log_rows,
        _erase_log,
        position=40,
    )
)
