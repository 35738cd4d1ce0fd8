"""What the consistency checks have found at an entry."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models.entry import Entry


class FindingQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has put aside."""
        return self.filter(ignored_at=None)


class Finding(models.Model):
    """`check_name` is one of `desk.findings.checks`; a finding goes as soon as it is no longer true. Staff
    may put it aside: then it stays away while it says the same."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name=_("Eintrag"))
    check_name = models.CharField(_("Prüfung"), max_length=40)
    detail = models.CharField(_("Befund"), max_length=300, blank=True)
    found_at = models.DateTimeField(_("gefunden am"), default=timezone.now)
    ignored_at = models.DateTimeField(_("zurückgestellt am"), null=True, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zurückgestellt von"),
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Befund")
        verbose_name_plural = _("Befunde")
        ordering = ["check_name", "entry__name", "pk"]
        indexes = [models.Index(fields=["check_name", "ignored_at"])]
        constraints = [
            models.UniqueConstraint(fields=["entry", "check_name"], name="finding_is_said_once_of_an_entry")
        ]

    def __str__(self):
        return f"{self.entry}: {self.check_name}"
