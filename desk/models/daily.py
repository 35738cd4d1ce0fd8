"""What the daily run did, for staff to read."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DailyRun(models.Model):
    """`is_running` is True or None: the database lets one row alone say True. `done` is task -> number,
    `failed` task -> error."""

    started_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    is_running = models.BooleanField(_("läuft"), null=True, default=True, unique=True)
    done = models.JSONField(_("erledigt"), default=dict)
    failed = models.JSONField(_("gescheitert"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Täglicher Lauf")
        verbose_name_plural = _("Tägliche Läufe")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_running=True, ended_at=None)
                | models.Q(is_running=None, ended_at__isnull=False),
                name="daily_run_runs_or_has_ended",
            )
        ]

    def __str__(self):
        return timezone.localtime(self.started_at).strftime("%d.%m.%Y %H:%M")
