"""What the page of an export shows: how far it is, or its file, and why there is none."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.exporting import making
from desk.exporting.columns import COLUMNS
from desk.lists import job_words
from desk.lists.words import GOOD, QUIET, WAITING, WRONG
from desk.retention import EXPORTS
from machinery.models import Job

WORKING, STOPPED, FAILED, READY, EXPIRED, LOST = "working", "stopped", "failed", "ready", "expired", "lost"
OF_JOB = {Job.Status.STOPPED: STOPPED, Job.Status.FAILED: FAILED}
WORDS = {
    WORKING: (gettext_lazy("in Arbeit"), WAITING),
    STOPPED: (gettext_lazy("abgebrochen"), QUIET),
    FAILED: (gettext_lazy("gescheitert"), WRONG),
    READY: (gettext_lazy("fertig"), GOOD),
    EXPIRED: (gettext_lazy("gelöscht"), QUIET),
}


def stage_of(export):
    """One of the words above; "" for what was taken before exports had a file of their own. Whether the file
    is really there is asked on its page alone (`LOST`)."""
    if export.file:
        return READY
    if export.job and export.job.status != Job.Status.DONE:
        return OF_JOB.get(export.job.status, WORKING) if export.format else ""
    return EXPIRED if export.format else ""


def state_of(export):
    """Word and tone for the list, or None."""
    return WORDS.get(stage_of(export))


def file_name(export):
    return f"eintraege-{timezone.localtime(export.at):%Y-%m-%d}.{export.format}"


def again_address(export):
    """The form, with the same filter of the list; an address of the map begins otherwise."""
    address = reverse("admin:desk_export_add")
    is_of_list = export.query and "?" not in export.query and "/" not in export.query
    return f"{address}?{urlencode({'list': export.query})}" if is_of_list else address


def shown(export, user):
    """The context of the page."""
    stage = stage_of(export)
    is_there = stage == READY and export.file.storage.exists(export.file.name)
    stage = LOST if stage == READY and not is_there else stage
    working = job_words.shown(export.job) if stage == WORKING else {}
    ready = {"size": export.file.size, "file_name": file_name(export)} if is_there else {}
    return {
        "title": _title(export, stage),
        "export": export,
        "stage": stage,
        "job": export.job,
        "is_own": export.by_id == user.pk,
        "may_have": making.may_have_file(user, export),
        "columns": [
            f"{COLUMNS[name].label} ({name})" if name in COLUMNS else name for name in export.columns
        ],
        "kept_until": date_format(timezone.localtime(export.at + EXPORTS), "DATE_FORMAT"),
        "again": again_address(export),
        **working,
        **ready,
    }


def _title(export, stage):
    return {
        WORKING: _("Die Datei wird geschrieben"),
        READY: _("Die Datei ist fertig"),
    }.get(stage) or _("Export vom %(moment)s") % {
        "moment": date_format(timezone.localtime(export.at), "SHORT_DATETIME_FORMAT")
    }
