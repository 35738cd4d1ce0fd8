"""Work that takes longer than a page may: one row each, with how far it is."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.leases import Leased, LeasedQuerySet

PATIENCE = timedelta(minutes=1)  # a worker looks every two seconds


class JobQuerySet(LeasedQuerySet):
    def waiting(self):
        """Those that a worker may take now, the oldest first: nobody has, or who had was killed."""
        return self.free().filter(status__in=Job.UNFINISHED).order_by("pk")


class Job(Leased):
    """`kind` names what does it (`machinery.jobs`), `parameters` tell it what; `position` of `total` steps
    are done (`total` None: not known yet). `result` is what the kind says about it so far."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("läuft")
        DONE = "done", _("erledigt")
        FAILED = "failed", _("gescheitert")
        STOPPED = "stopped", _("angehalten")

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    kind = models.CharField(_("Art"), max_length=40)
    label = models.CharField(_("Aufgabe"), max_length=200)
    parameters = models.JSONField(default=dict)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(_("Fehler"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begonnen von"),
    )
    created_at = models.DateTimeField(_("begonnen am"), default=timezone.now)
    waiting_since = models.DateTimeField(_("wartet seit"), default=timezone.now)
    ended_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "running"], ended_at=None)
                | Q(status__in=["done", "failed", "stopped"], ended_at__isnull=False),
                name="job_has_ended_at_some_time",
            )
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("admin:machinery_job_change", args=[self.pk])

    @property
    def is_finished(self):
        return self.status not in self.UNFINISHED

    @property
    def is_left_alone(self):
        """Whether it waits for a worker longer than it takes one to look: none may be there."""
        if self.is_finished or self.is_claimed:
            return False
        free_since = max(self.waiting_since, self.claimed_until or self.waiting_since)
        return free_since < timezone.now() - PATIENCE

    @property
    def percent(self):
        """How much is done, 0 to 100; None as long as nobody knows."""
        if self.status == self.Status.DONE:
            return 100
        return min(100, 100 * self.position // self.total) if self.total else None
