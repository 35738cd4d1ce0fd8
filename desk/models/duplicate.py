"""Entries that may be the same, and those that staff have made one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models.entry import Entry
from machinery.model_fields import LineColumn


class DuplicatePairQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=DuplicatePair.Status.OPEN)


class DuplicatePair(models.Model):
    """Two entries that look alike; `first` has the lower key. `reasons` are from
    `landkarte.entries.duplicates`. `decided_about` is the name and the website of both when somebody said
    that they are different."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        DIFFERENT = "different", _("kein Duplikat")

    first = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name=_("Eintrag"))
    second = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name=_("Eintrag"))
    score = models.FloatField(_("Ähnlichkeit"))
    reasons = models.JSONField(_("Gründe"), default=list)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    found_at = models.DateTimeField(_("gefunden am"), default=timezone.now)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entschieden von"),
    )
    decided_about = models.JSONField(default=list, blank=True, editable=False)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("mögliches Duplikat")
        verbose_name_plural = _("mögliche Duplikate")
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["status", "-score"])]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_is_there_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_is_in_order"),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"


class MergeQuerySet(models.QuerySet):
    def open(self):
        """Those that can still be undone."""
        return self.filter(undone_at=None).exclude(gone=None)


class Merge(models.Model):
    """`gone` became part of `kept`. `before` is what both said, `moved` which rows changed hands: by these it
    can be undone until `final_on`; then the row of `gone` goes and its address forwards for good."""

    kept = models.ForeignKey(Entry, models.CASCADE, related_name="merges", verbose_name=_("bleibt"))
    gone = models.ForeignKey(
        Entry, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("geht darin auf")
    )
    gone_name = LineColumn(max_length=200)
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    at = models.DateTimeField(_("zusammengeführt am"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    final_on = models.DateField(_("rückgängig bis"))
    undone_at = models.DateTimeField(_("rückgängig gemacht am"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zusammenführung")
        verbose_name_plural = _("Zusammenführungen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merge_is_open_once_for_an_entry"
            )
        ]

    def __str__(self):
        return f"{self.gone_name} → {self.kept}"

    @property
    def is_open(self):
        """Whether it can still be undone."""
        return self.undone_at is None and self.gone_id is not None

    @property
    def gone_key(self):
        """The key that the entry had: its history stays under it when the row is gone."""
        return self.before.get("gone_key")
