"""What the desk keeps of a person, and of whom it has noted something."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from machinery.personal_data import Holding, register, row_of


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
    )
)
