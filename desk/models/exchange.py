"""Files of entries that staff bring in, and lists that they take out."""

from array import array

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from landkarte.models.entry import Entry
from machinery.model_fields import LineColumn
from machinery.models.job import Job


def random_name(instance, file_name):
    """Nobody guesses where an upload lies, and nothing that somebody typed names a file of ours."""
    return f"imports/{get_random_string(32)}"


class ColumnMapping(models.Model):
    """Which column of somebody's files is which of ours: `columns` is their heading -> our column, or ""."""

    name = LineColumn(_("Name"), max_length=60, unique=True)
    columns = models.JSONField(_("Spalten"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Spaltenzuordnung")
        verbose_name_plural = _("Spaltenzuordnungen")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Import(models.Model):
    """One file, from the upload to the last row; `job` is what is being done with it now.

    `table` tells how to read it: format, encoding, delimiter, and its header. `mapping` is the place of a
    column in the file -> our column. `counts` is how many rows came to what.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("hochgeladen")
        CHECKED = "checked", _("geprüft")
        APPLYING = "applying", _("wird übernommen")
        APPLIED = "applied", _("übernommen")
        UNDOING = "undoing", _("wird rückgängig gemacht")
        UNDONE = "undone", _("rückgängig gemacht")

    file = models.FileField(upload_to=random_name, max_length=100)
    file_name = LineColumn(_("Datei"), max_length=200)
    table = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    as_drafts = models.BooleanField(_("neue Einträge als Entwurf"), default=False)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.UPLOADED)
    counts = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    created_at = models.DateTimeField(_("hochgeladen am"), default=timezone.now)
    applied_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    undone_at = models.DateTimeField(_("rückgängig gemacht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.file_name


class ImportedRow(models.Model):
    """One row of the file: what it would do, what became of that, and what was before.

    `cells` are the texts of the file. `before` is field -> [value before, value after] of a changed entry.
    Rows of a lower `depth` are applied first: an organisation before what belongs to it. `told` says why the
    row was not applied, or not undone.
    """

    class Outcome(models.TextChoices):
        READ = "read", _("gelesen")
        NEW = "new", _("neu")
        CHANGED = "changed", _("geändert")
        UNCHANGED = "unchanged", _("unverändert")
        WRONG = "wrong", _("fehlerhaft")

    class State(models.TextChoices):
        WAITING = "", _("nicht übernommen")
        APPLIED = "applied", _("übernommen")
        CONFLICT = "conflict", _("inzwischen geändert")
        UNDONE = "undone", _("rückgängig gemacht")
        KEPT = "kept", _("nicht rückgängig gemacht")

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Zeile"))
    cells = models.JSONField(default=list)
    depth = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.READ)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, blank=True)
    told = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("Zeile eines Imports")
        verbose_name_plural = _("Zeilen eines Imports")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="imported_row_is_there_once")]

    def __str__(self):
        return f"{self.batch}: {self.line}"


def name_of_export(instance, file_name):
    """`desk.exporting.making` names them itself."""
    return file_name


class Export(models.Model):
    """Who took which columns of which entries: the log, which stays; the file is kept for a few days.

    `keys` are those of the entries in their order, for the `job` that writes the file; afterwards there are
    none. What was asked for before there were jobs has neither.
    """

    columns = models.JSONField(_("Spalten"), default=list)
    format = models.CharField(_("Format"), max_length=4, blank=True)
    query = models.CharField(_("Filter"), max_length=2000, blank=True)
    number = models.PositiveIntegerField(_("Einträge"), default=0)
    has_personal_data = models.BooleanField(_("mit personenbezogenen Spalten"), default=False)
    packed_keys = models.BinaryField(default=b"", editable=False)
    file = models.FileField(upload_to=name_of_export, max_length=100, blank=True, editable=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta:
        verbose_name = _("Export")
        verbose_name_plural = _("Exporte")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.at:%d.%m.%Y %H:%M}"

    @property
    def keys(self):
        return array("q", bytes(self.packed_keys))

    @keys.setter
    def keys(self, keys):
        """Eight bytes each: a column of JSON would be read and written anew at every part of the job."""
        self.packed_keys = array("q", keys).tobytes()
