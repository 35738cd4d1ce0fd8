"""What staff note about anything that waits in the queue: who has it, who looks at it, what they think."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.model_fields import LineColumn, TextColumn


class Handling(models.Model):
    """Who takes care of one item of the queue: `source` and `key` are those of `desk.queue.sources`."""

    source = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Zuständig"),
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wird gerade geprüft von"),
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Bearbeitung")
        verbose_name_plural = _("Bearbeitungen")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="handling_is_one_of_an_item")]

    def __str__(self):
        return f"{self.source} {self.key}"


class DeskNote(models.Model):
    """What one editor wrote about an item for the others; `proposal` is what they would decide."""

    class Proposal(models.TextChoices):
        ACCEPT = "accept", _("annehmen")
        ASK = "ask", _("zurückfragen")
        REJECT = "reject", _("ablehnen")

    source = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    text = TextColumn(_("Notiz"), max_length=2000, blank=True)
    proposal = models.CharField(_("Vorschlag"), max_length=10, choices=Proposal.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta:
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["source", "key"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text="", proposal=""), name="desk_note_says_something")
        ]

    def __str__(self):
        return self.text[:80] or self.get_proposal_display()


class SavedView(models.Model):
    """A list as somebody has filtered it: `page` is its path in the administration, `query` the filters."""

    page = models.CharField(max_length=100)
    name = LineColumn(_("Name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(_("für alle"), default=False)

    class Meta:
        verbose_name = _("gespeicherte Ansicht")
        verbose_name_plural = _("gespeicherte Ansichten")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_has_one_name")
        ]

    def __str__(self):
        return self.name
