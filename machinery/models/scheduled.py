"""Content that staff publish from one moment on and, if they want, until another."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def public_at(moment, path=""):
    """Condition of a query: rows (behind this path, as "event__") that are public at this moment."""
    until = Q(**{f"{path}published_until": None}) | Q(**{f"{path}published_until__gt": moment})
    return until & Q(**{f"{path}published_from__lte": moment})


class ScheduledQuerySet(models.QuerySet):
    def published(self):
        """Rows that are public now."""
        return self.filter(public_at(timezone.now()))

    def at_stage(self, stage):
        """Rows whose `stage` this is."""
        now = timezone.now()
        if stage == Scheduled.Stage.PUBLISHED:
            return self.published()
        if stage == Scheduled.Stage.DRAFT:
            return self.filter(published_from=None)
        if stage == Scheduled.Stage.EXPIRED:
            return self.filter(published_until__lte=now)
        return self.filter(published_from__gt=now)


class Scheduled(models.Model):
    """Public from `published_from` on (never without it) and before `published_until`."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PLANNED = "planned", _("geplant")
        PUBLISHED = "published", _("öffentlich")
        EXPIRED = "expired", _("abgelaufen")

    published_from = models.DateTimeField(
        _("öffentlich ab"), null=True, blank=True, default=timezone.now, help_text=_("Leer: ein Entwurf.")
    )
    published_until = models.DateTimeField(
        _("öffentlich bis"), null=True, blank=True, help_text=_("Leer: auf Dauer.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(published_until=None)
                | Q(published_from__isnull=False, published_until__gt=F("published_from")),
                name="%(class)s_is_published_before_it_expires",
                violation_error_message=_("Das Ende der Veröffentlichung liegt vor ihrem Beginn."),
            )
        ]

    @property
    def stage(self):
        now = timezone.now()
        if self.published_from is None:
            return self.Stage.DRAFT
        if self.published_until and self.published_until <= now:
            return self.Stage.EXPIRED
        return self.Stage.PUBLISHED if self.published_from <= now else self.Stage.PLANNED

    @property
    def is_published(self):
        return self.stage == self.Stage.PUBLISHED
