"""Which letters about the freshness of an entry went to whom."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry


class FreshnessLetter(models.Model):
    """One entry in one letter to one person. `cycle` is the day for which the entry was last vouched for:
    once somebody confirms it, a new cycle begins. `stage` 0 is the letter, 1 and 2 are its reminders."""

    LAST_STAGE = 2

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="freshness_letters")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="freshness_letters",
        verbose_name=_("Person"),
    )
    cycle = models.DateField(_("bestätigt am"))
    stage = models.PositiveSmallIntegerField(_("Erinnerung"))
    at = models.DateTimeField(_("geschrieben am"), default=timezone.now)

    class Meta:
        verbose_name = _("Brief zur Aktualität")
        verbose_name_plural = _("Briefe zur Aktualität")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "user", "cycle", "stage"], name="freshness_letter_is_sent_once"
            ),
            models.CheckConstraint(condition=models.Q(stage__lte=2), name="freshness_letter_stage_is_known"),
        ]

    def __str__(self):
        return f"{self.entry}, {self.cycle}, {self.stage}"
