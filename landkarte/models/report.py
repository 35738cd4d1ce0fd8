"""What visitors report: a wrong entry, or what keeps them from using a page."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.models.entry import Entry
from machinery.model_fields import LineColumn, MailboxColumn, TextColumn


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Report.Status.OPEN)

    def about_entries(self):
        return self.filter(subject=Report.Subject.ENTRY)

    def about_barriers(self):
        return self.filter(subject=Report.Subject.BARRIER)


class Report(models.Model):
    """A ticket with a reference that can be read out on the phone, and a day by which it is dealt with: about
    an entry, with a reason, or about a barrier on some page (its address as somebody typed it, or "")."""

    class Subject(models.TextChoices):
        ENTRY = "entry", _("Eintrag")
        BARRIER = "barrier", _("Barriere")

    class Reason(models.TextChoices):
        WRONG = "wrong", _("Angaben sind falsch")
        OUTDATED = "outdated", _("Angaben sind veraltet")
        GONE = "gone", _("Die Organisation gibt es nicht mehr")
        PLACE = "place", _("Der Ort stimmt nicht")
        DUPLICATE = "duplicate", _("Der Eintrag steht doppelt auf der Karte")
        UNFIT = "unfit", _("Der Eintrag gehört nicht auf diese Karte")
        LEGAL = "legal", _("Rechtliche Gründe")
        OTHER = "other", _("Etwas anderes")

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        DONE = "done", _("erledigt")

    reference = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    subject = models.CharField(
        _("Meldung zu"), max_length=10, choices=Subject.choices, default=Subject.ENTRY, editable=False
    )
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("Eintrag"),
        help_text=_("Leer, wenn der Eintrag gelöscht ist."),
    )
    entry_name = LineColumn(_("Name des Eintrags"), max_length=200, blank=True)
    reason = models.CharField(_("Grund"), max_length=20, choices=Reason.choices, blank=True)
    page = LineColumn(_("Seite"), max_length=500, blank=True)  # as it was typed: no link of ours
    text = TextColumn(_("Beschreibung"), max_length=2000)
    email = MailboxColumn(_("E-Mail-Adresse"), blank=True)
    status = models.CharField(
        _("Status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    due_on = models.DateField(_("fällig am"))
    closed_at = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="closed_reports",
        verbose_name=_("erledigt von"),
    )

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", closed_at=None, closed_by=None)
                | models.Q(status="done", closed_at__isnull=False, closed_by__isnull=False),
                name="report_is_done_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(reference=""), name="report_has_text_and_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(subject="entry", page="") & ~models.Q(reason="")
                | models.Q(subject="barrier", entry=None, entry_name="", reason=""),
                name="report_is_about_an_entry_or_a_barrier",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("landkarte:report-received", args=[self.reference])

    @property
    def is_about_barrier(self):
        return self.subject == self.Subject.BARRIER

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()
