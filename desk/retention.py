"""How long the desk keeps what it noted and brought in."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.models import DailyRun, DeskNote, Export, Import
from machinery.models import Job
from machinery.retention import YEAR, Rule, deleted, register

IMPORTS = timedelta(days=30)
EXPORTS = timedelta(days=7)


def _desk_notes(now):
    return deleted(DeskNote.objects.filter(at__lt=now - YEAR))


def _imports(now):
    """Files, their rows, and what could be taken back."""
    at = now - IMPORTS
    applied = Q(undone_at=None, applied_at__lt=at)
    never_applied = Q(applied_at=None, created_at__lt=at)
    old = Import.objects.filter(Q(undone_at__lt=at) | applied | never_applied)
    busy = Q(job__status__in=Job.UNFINISHED)
    return deleted(old.exclude(busy))


def _exports(now):
    """The files; who took what remains."""
    kept = Export.objects.exclude(file="", packed_keys=b"")
    old = list(kept.filter(at__lt=now - EXPORTS).exclude(job__status__in=Job.UNFINISHED).defer("packed_keys"))
    for export in old:
        export.file, export.keys = "", []
        export.save(update_fields=["file", "packed_keys"])
    return len(old)


def _runs(now):
    return deleted(DailyRun.objects.filter(is_running=None, started_at__lt=now - YEAR))


register(
    Rule(
        "desk-notes",
        _("Notizen der Redaktion zu Vorgängen"),
        _("12 Monate"),
        _("werden gelöscht"),
        _desk_notes,
        position=30,
    )
)
register(
    Rule(
        "imports",
        _("Dateien, die die Redaktion importiert"),
        _("30 Tage nach der Übernahme oder dem Hochladen"),
        _("werden mit allen Zeilen gelöscht"),
        _imports,
        position=50,
    )
)
register(
    Rule(
        "exports",
        _("Dateien, die die Redaktion exportiert"),
        _("7 Tage"),
        _("werden gelöscht; wer welche Spalten nahm, bleibt festgehalten"),
        _exports,
        position=51,
    )
)
register(
    Rule(
        "runs",
        _("Berichte über diese Löschungen"),
        _("12 Monate"),
        _("werden gelöscht"),
        _runs,
        position=110,
    )
)
