"""Letters about a submission: to those who submitted it and to the organisation's admins, and to staff."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from landkarte import letters
from submissions.content import label_of
from submissions.entrance import address_in_letter
from submissions.models import Role


def tell_members(name, submission, **context):
    """Write `submission_<name>` to each in their language; links that need a login lead there first."""
    for user in _readers(submission):
        with translation.override(user.language):
            addresses = {
                "status_address": address_in_letter(submission, user.language),
                "public_address": _public_address(submission),
                "map_address": letters.full_address(reverse("landkarte:entry-list")),
            }
        letters.write(
            f"submission_{name}",
            to=user.email,
            language=user.language,
            context={"submission": submission, **addresses, **_worded(context)},
            reply_to=[settings.STAFF_EMAIL],
        )


def tell_staff(submission, *, again):
    """A new submission waits, or one that was asked about has come back."""
    desk = reverse("admin:submissions_submission_change", args=[submission.pk])
    letters.write(
        "submission_staff",
        to=settings.STAFF_EMAIL,
        language=settings.LANGUAGE_CODE,
        context={"submission": submission, "again": again, "admin_address": letters.full_address(desk)},
    )


def _readers(submission):
    """Present members alone: somebody who has left gets nothing."""
    members = Q(memberships__organisation=submission.organisation_id)
    admins = Q(memberships__organisation=submission.organisation_id, memberships__role=Role.ADMIN)
    senders = get_user_model().objects.filter(consents__submission=submission)
    people = get_user_model().objects.filter(members, is_active=True)
    return people.filter(admins | Q(pk__in=senders.values("pk"))).distinct().order_by("pk")


def _public_address(submission):
    entry = submission.entry
    return letters.full_address(entry.get_absolute_url()) if entry and entry.is_published else ""


def _worded(context):
    """Questions with the name of the field that they are about."""
    if questions := context.get("questions"):
        asked = [
            (label_of(question.field) if question.field else "", question.text) for question in questions
        ]
        return context | {"questions": asked}
    return context
