"""An export is a job: who asks for it is noted at once, a worker writes the file block by block.

Until the last block it is a draft on the worker's own disk. A draft that is not there any more, or that holds
what no part has noted, is written again or cut: so nothing is in the file twice and nothing is missing.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.exporting.column import Block
from desk.exporting.columns import column_of
from desk.models import Export
from machinery import jobs
from machinery.pages_first import give_way
from machinery.spreadsheets.writing import FORMATS

KIND = "export"
PERMISSION, PERSONAL = "landkarte.export_entry", "landkarte.export_personal"
BLOCK = 500  # entries in memory at once
AT_ONCE = 500  # so many a page can wait for
OLD_DRAFT = timedelta(days=8)  # longer than a stopped job can go on


# -- Asking for it --------------------------------------------------------------------------------------


def ask(entries, columns, *, format, query, by, token=""):
    """Note who takes what, and begin to write it: few entries at once, else by a worker. Returns the
    `Export`. `token` is of the page that was sent: sent twice, it gets the same one. ValidationError when
    there is nothing to take, PermissionDenied for personal columns."""
    has_personal_data = any(column_of(name).is_personal for name in columns)
    if has_personal_data and not by.has_perm(PERSONAL):
        raise PermissionDenied
    keys = list(entries.order_by("name", "pk").values_list("pk", flat=True))
    if not keys:
        raise ValidationError(_("Dazu passt kein Eintrag: Es gibt nichts zu exportieren."), "empty")
    begin = jobs.claimed if len(keys) <= AT_ONCE else jobs.start
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=by.pk)  # a second click waits here for the first
        if same := _asked(by, token):
            return same
        export = Export(columns=columns, format=format, query=query[:2000], by=by)
        export.number, export.has_personal_data, export.keys = len(keys), has_personal_data, keys
        export.save()
        label = _("Export von {number} Einträgen").format(
            number=number_format(len(keys), force_grouping=True)
        )
        said = {"export": export.pk, "token": token, "name": secrets.token_hex(16)}
        export.job = begin(KIND, by=by, label=label, parameters=said, total=len(keys))
        export.save(update_fields=["job"])
    if begin is jobs.claimed:
        jobs.run(export.job)
        export.refresh_from_db()
    return export


def _asked(by, token):
    return Export.objects.filter(by=by, job__parameters__token=token).first() if token else None


def may_have_file(user, export):
    """Whether this is who asked for it, and still may."""
    needed = [PERMISSION, *([PERSONAL] if export.has_personal_data else [])]
    return export.by_id == user.pk and user.has_perms(needed)


# -- Writing it -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """How far the draft is: entries looked at, rows and bytes that it holds; then the name of the file."""

    position: int = 0
    rows: int = 0
    length: int = 0
    file: str = ""


def look(job):
    """Write the next block; after the last one, the file."""
    export = Export.objects.get(pk=job.parameters["export"])
    if not export.keys:
        raise ValidationError(_("Nach 7 Tagen ist die Auswahl vergessen: Bitte exportieren Sie neu."), "old")
    draft = _Draft(export, job.parameters["name"])
    written = Written(job.position, job.result.get("rows", 0), job.result.get("length", 0))
    if not draft.holds(written.length):
        _drop_old_drafts()
        written = draft.begin()
    while written.position <= job.position:
        written = draft.add_block(written)
    if written.position < job.total:
        return written
    return draft.finish(written)


def do_part(job, written):
    job.position = written.position
    job.result = {"rows": written.rows, "length": written.length}
    if written.file:
        export = Export.objects.get(pk=job.parameters["export"])
        export.file.name, export.keys = written.file, []
        export.save(update_fields=["file", "packed_keys"])
        drafts(job.parameters["name"]).unlink(missing_ok=True)
    return jobs.LOOK_AGAIN


def drafts(name=""):
    """Where drafts lie, or the one of this name: not with what the portal has stored, which is given out."""
    return Path(settings.VAR_DIR) / "drafts-of-exports" / name


class _Draft:
    def __init__(self, export, name):
        self.keys, self.names = export.keys, export.columns
        self.columns = [column_of(name) for name in self.names]
        self.format, self.name = FORMATS[export.format], name
        self.storage = Export._meta.get_field("file").storage

    @property
    def path(self):
        return drafts(self.name)

    def holds(self, length):
        """Whether so many bytes of it are there."""
        return 0 < length <= (self.path.stat().st_size if self.path.exists() else 0)

    def begin(self):
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Written(length=self.path.write_bytes(self.format.head(self.names)))

    def add_block(self, written):
        """Write the block after this, over whatever else there is."""
        give_way()
        keys = self.keys[written.position : written.position + BLOCK]
        rows = Block(keys, self.columns).rows(self.columns)
        with self.path.open("r+b") as draft:
            draft.truncate(written.length)
            draft.seek(written.length)
            draft.write(self.format.lines(rows, first=written.rows + 1))
            return Written(written.position + len(keys), written.rows + len(rows), draft.tell())

    def finish(self, written):
        """Keep the whole file, under a name that nobody guesses: instead of the one that it has already been
        kept as, if a worker died after that."""
        name = f"exports/{self.name}"
        with self.path.open("r+b") as draft, TemporaryFile() as file:
            self.format.finish(draft, file)
            file.seek(0)
            self.storage.delete(name)
            kept = self.storage.save(name, File(file))
        return Written(written.position, written.rows, written.length, kept)


def _drop_old_drafts():
    """Those of jobs that were stopped and never went on."""
    before = time.time() - OLD_DRAFT.total_seconds()
    for path in drafts().glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


# -- Telling of it --------------------------------------------------------------------------------------


def page_of(job):
    return reverse("admin:desk_export_change", args=[job.parameters["export"]])


def is_busy(export):
    return export.job is not None and not export.job.is_finished


WORK = jobs.Work(
    KIND, do_part, PERMISSION, address=page_of, look=look, counted=gettext_lazy("%(done)s von %(all)s Zeilen")
)
