"""Letters about a submission: to those who submitted it and to the organisation's admins, and to staff."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from machinery import letters
from submissions.accepting import labels_of
from submissions.content import label_of
from submissions.entrance import address_in_letter
from submissions.models import Role, Submission

Reason = Submission.Reason
WORDS = {  # what a letter says about a reason when nobody has written something else
    Reason.NO_SEAT: _(
        "Auf der KI.Landkarte stehen Organisationen mit einem Sitz in Nordrhein-Westfalen. Haben Sie hier "
        "eine Niederlassung, geben Sie bitte deren Adresse an."
    ),
    Reason.NO_AI: _(
        "Aus den Angaben geht nicht hervor, was daran künstliche Intelligenz ist. Bitte beschreiben Sie, "
        "welche Aufgabe die KI übernimmt und mit welchem Verfahren."
    ),
    Reason.DUPLICATE: _(
        "Zu dieser Organisation oder diesem Angebot steht schon ein Eintrag auf der Karte. Gehört er Ihnen, "
        "können Sie ihn unter „Mitmachen“ beanspruchen und dann ändern."
    ),
    Reason.ADDRESS: _(
        "Die Adresse konnten wir nicht finden. Bitte prüfen Sie Straße, Postleitzahl und Ort und setzen Sie "
        "den Punkt auf der Karte."
    ),
    Reason.INCOMPLETE: _(
        "Den Angaben fehlt noch etwas, das Leserinnen und Leser brauchen. Bitte ergänzen Sie vor allem den "
        "Kurztext: Wer macht was, für wen, und welche Rolle spielt die KI?"
    ),
}


@dataclass(frozen=True)
class Preview:
    """A letter that nobody has sent: `to` are the addresses of those who would get it in this language."""

    to: list
    subject: str
    text: str


def tell_members(name, submission, *, not_before=None, **context):
    """Write `submission_<name>` to each in their language; links that need a login lead there first. Returns
    the Message-IDs."""
    return [
        letters.write(
            f"submission_{name}",
            to=user.email,
            language=user.language,
            context=_context(submission, user.language, context),
            reply_to=[settings.STAFF_EMAIL],
            not_before=not_before,
        )
        for user in _readers(submission)
    ]


def preview(name, submission, **context):
    """What `tell_members` would write: a `Preview` for each language of the readers."""
    by_language = {}
    for user in _readers(submission):
        by_language.setdefault(user.language, []).append(user.email)
    return [
        Preview(
            to,
            *letters.compose(
                f"submission_{name}", language=language, context=_context(submission, language, context)
            ),
        )
        for language, to in by_language.items()
    ]


def tell_staff(submission, *, again):
    """A new submission waits, or one that was asked about has come back."""
    desk = reverse("admin:submissions_submission_change", args=[submission.pk])
    letters.write(
        "submission_staff",
        to=settings.STAFF_EMAIL,
        language=settings.LANGUAGE_CODE,
        context={"submission": submission, "again": again, "admin_address": letters.full_address(desk)},
    )


def written_words(reason, text):
    """What staff wrote themselves: "" for the words that the letter has of its own, in whichever language."""
    text = "\n".join(text.split("\r\n")).strip()
    if reason not in WORDS:
        return text
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if text == str(WORDS[reason]):
                return ""
    return text


def _readers(submission):
    """Present members alone: somebody who has left gets nothing."""
    members = Q(memberships__organisation=submission.organisation_id)
    admins = Q(memberships__organisation=submission.organisation_id, memberships__role=Role.ADMIN)
    senders = get_user_model().objects.filter(consents__submission=submission)
    people = get_user_model().objects.filter(members, is_active=True)
    return people.filter(admins | Q(pk__in=senders.values("pk"))).distinct().order_by("pk")


def _context(submission, language, more):
    with translation.override(language):
        return {
            "submission": submission,
            "status_address": address_in_letter(submission, language),
            "public_address": _public_address(submission),
            "map_address": letters.full_address(reverse("landkarte:entry-list")),
            "explanation": submission.explanation or str(WORDS.get(submission.reason, "")),
            "left_out": labels_of(submission.left_out),
            **_worded(more),
        }


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
