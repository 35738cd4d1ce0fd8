"""What staff decided about a submission, and what it takes to undo that."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from submissions.models.submission import Submission


class Decision(models.Model):
    """`before` is what the submission, the entry and the organisation said: empty once nobody can undo it any
    more. `history_id` is the line of the entry's history that the decision wrote, `draft` what goes on after
    it, `letters` are the Message-IDs of those that tell of it, `logo` a copy of the picture before."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="decisions")
    draft = models.ForeignKey(Submission, models.SET_NULL, null=True, blank=True, related_name="+")
    has_draft = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    logo = models.FileField(upload_to="kept_logos", max_length=100, blank=True)
    history_id = models.BigIntegerField(null=True, blank=True)
    letters = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.submission} {self.at:%d.%m.%Y %H:%M}"
