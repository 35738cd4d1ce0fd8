"""What staff do with a file, step by step: bring it, map it, have it tried out, apply it, undo it.

Each step but the first starts a job; ValidationError says why one cannot be taken now.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.importing import mapping as mappings
from desk.importing.applying import apply_part, context_of, rows_to_apply
from desk.importing.checking import check_part, look_ahead
from desk.importing.undoing import rows_to_undo, undo_part
from desk.models import Import
from machinery import jobs
from machinery.spreadsheets import uploads

CHECK, APPLY, UNDO = "import-check", "import-apply", "import-undo"
PERMISSION = "landkarte.import_entry"
Status = Import.Status


def page_of(job):
    """Where the import that this job works at is shown."""
    return reverse("admin:desk_import_change", args=[job.parameters["import"]])


WORKS = tuple(
    jobs.Work(name, part, PERMISSION, address=page_of, look=look)
    for name, part, look in (
        (CHECK, check_part, look_ahead),
        (APPLY, apply_part, context_of),
        (UNDO, undo_part, None),
    )
)


def bring(file, *, by):
    """Keep the uploaded file as a new import. Raises `Faulty` when it is none that can be read, OSError when
    there is no room for it."""
    table = uploads.examine(file)
    file.seek(0)
    return Import.objects.create(file=file, file_name=file.name[:200], table=table, created_by=by)


def check(batch, *, columns, as_drafts, by):
    """Try out what the file would do; `columns` is our column or "" for each heading."""
    if problems := list(mappings.problems(columns)):
        raise ValidationError(problems)
    with transaction.atomic():
        batch = _ready(batch, Status.UPLOADED, Status.CHECKED)
        batch.rows.all().delete()
        batch.mapping = {str(place): column for place, column in enumerate(columns) if column}
        batch.as_drafts, batch.status, batch.counts = as_drafts, Status.UPLOADED, {}
        return _start(batch, CHECK, _("{file} prüfen"), by=by)


@transaction.atomic
def apply(batch, *, leave_out_wrong, by):
    """Write what the dry run has found; rows that were wrong stay out when the user said so."""
    batch = _ready(batch, Status.CHECKED)
    if batch.counts["wrong"] and not leave_out_wrong:
        raise ValidationError(
            _(
                "Die Datei hat fehlerhafte Zeilen. Bitte berichtigen Sie sie, oder kreuzen Sie an, "
                "dass sie weggelassen werden."
            )
        )
    total = rows_to_apply(batch).count()
    if not total:
        raise ValidationError(_("Die Datei ändert nichts."))
    batch.status = Status.APPLYING
    return _start(batch, APPLY, _("{file} übernehmen"), by=by, total=total)


@transaction.atomic
def undo(batch, *, by):
    """Take back all that was applied, also when that was stopped half way."""
    batch = _ready(batch, Status.APPLIED, Status.APPLYING)
    total = rows_to_undo(batch).count()
    if not total:
        raise ValidationError(_("Es gibt nichts rückgängig zu machen."))
    batch.status = Status.UNDOING
    return _start(batch, UNDO, _("{file} rückgängig machen"), by=by, total=total)


@transaction.atomic
def discard(batch):
    """Forget a file of which nothing was applied, and all that was read of it."""
    _ready(batch, Status.UPLOADED, Status.CHECKED).delete()


def _ready(batch, *statuses):
    """The import, locked, when it is in one of these states and no job works at it."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.status not in statuses:
        raise ValidationError(
            _("Das geht nicht (mehr): Der Import ist {status}.").format(status=batch.get_status_display())
        )
    if batch.job and not batch.job.is_finished:
        raise ValidationError(_("An diesem Import wird gerade gearbeitet."))
    return batch


def _start(batch, name, label, *, by, total=None):
    batch.job = jobs.start(
        name, by=by, label=label.format(file=batch.file_name), parameters={"import": batch.pk}, total=total
    )
    batch.save()
    return batch.job
