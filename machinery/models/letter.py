"""The outbox: letters that were written together with what they tell of, and are sent afterwards."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.leases import Leased, LeasedQuerySet


class LetterQuerySet(LeasedQuerySet):
    def due(self):
        """Waiting letters that nobody is sending and whose time has come, the oldest first."""
        waiting = self.free().filter(status=Letter.Status.WAITING, next_try_at__lte=timezone.now())
        return waiting.order_by("next_try_at", "pk")


class Letter(Leased):
    """One e-mail to one or more people, as it goes out: its Message-ID is the same at every try."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENT = "sent", _("gesendet")
        DEAD = "dead", _("aufgegeben")

    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    sender = models.CharField(_("Absender"), max_length=320)
    recipients = models.JSONField(_("Empfänger"))
    reply_to = models.JSONField(_("Antwort an"), default=list, blank=True)
    subject = models.CharField(_("Betreff"), max_length=500)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("Kopfzeilen"), default=dict, blank=True)

    status = models.CharField(
        _("Status"), max_length=10, choices=Status.choices, default=Status.WAITING, editable=False
    )
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField(_("Versuche"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("nächster Versuch"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True, editable=False)
    last_error = models.TextField(_("letzter Fehler"), blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Brief")
        verbose_name_plural = _("Briefe")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "next_try_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(status__in=["waiting", "dead"], sent_at=None),
                name="letter_is_sent_at_some_time",
            )
        ]

    def __str__(self):
        return self.subject
