"""What waits for staff of what organisations submit (`desk.queue.source`)."""

from django.db.models import F, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.queue.source import Source
from submissions.models import Claim, Submission

SOURCES = (
    Source(
        "submission",
        _("Einreichung"),
        rows=Submission.objects.awaiting_review,
        columns={
            "reference": "reference",
            "title": Coalesce(
                NullIf(Cast(KeyTextTransform("name", "submitted_content"), TextField()), Value("")),
                Cast(F("organisation__name"), TextField()),
            ),
            "detail": "organisation__name",
            "since": "submitted_at",
            "due_on": "due_on",
        },
        address=lambda key: reverse("admin:submissions_submission_change", args=[key]),
        permission="submissions.view_submission",
        kept=Submission.objects.open,
    ),
    Source(
        "claim",
        _("Anspruch"),
        rows=Claim.objects.open,
        columns={
            "reference": "reference",
            "title": "entry__name",
            "detail": "user__email",
            "since": "created_at",
            "due_on": "due_on",
        },
        address=lambda key: reverse("admin:submissions_claim_change", args=[key]),
        permission="submissions.view_claim",
    ),
)
