"""What happened, in the order it did: the timeline of a submission and the log of an organisation."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from submissions.models.organisation import Organisation
from submissions.models.submission import Submission


class Activity(models.Model):
    class Verb(models.TextChoices):
        BEGUN = "begun", _("begonnen")
        SUBMITTED = "submitted", _("eingereicht")
        RESUBMITTED = "resubmitted", _("neu eingereicht")
        ASKED = "asked", _("Rückfrage gestellt")
        ACCEPTED = "accepted", _("angenommen")
        REJECTED = "rejected", _("abgelehnt")
        UNDONE = "undone", _("Entscheidung zurückgenommen")
        WITHDRAWN = "withdrawn", pgettext_lazy("Einreichung", "zurückgezogen")
        CONFIRMED = "confirmed", _("Angaben bestätigt")
        TAKEN_DOWN = "taken-down", _("von der Karte genommen")
        CLAIMED = "claimed", _("Eintrag beansprucht")
        OBJECTED = "objected", _("Einspruch erhoben")
        CLAIM_ACCEPTED = "claim-accepted", _("Anspruch angenommen")
        CLAIM_REJECTED = "claim-rejected", _("Anspruch abgelehnt")
        INVITED = "invited", _("eingeladen")
        INVITATION_ENDED = "invitation-ended", _("Einladung beendet")
        JOINED = "joined", _("beigetreten")
        LEFT = "left", _("ausgetreten")
        REMOVED = "removed", _("entfernt")
        ROLE_CHANGED = "role-changed", _("Rolle geändert")
        TRANSFERRED = "transferred", _("Verwaltung übergeben")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="activities")
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="activities"
    )
    verb = models.CharField(max_length=20, choices=Verb.choices)
    subject = models.CharField(max_length=254, blank=True)  # what the verb is about: an entry, a number
    about = models.ForeignKey(  # whom it is about; their name stands nowhere else
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_staff = models.BooleanField(default=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Vorgang")
        verbose_name_plural = _("Vorgänge")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-at"])]

    def __str__(self):
        return self.get_verb_display()
