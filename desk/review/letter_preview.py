"""The letter of a decision that nobody has made yet, as it would go out."""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from landkarte.entries.slugs import new_slug
from landkarte.models import Entry
from submissions import accepting, review, review_letters
from submissions.models import Question


def of_acceptance(submission, *, chosen, explanation):
    """`review_letters.Preview`s. ValidationError when the decision would be refused for what was typed."""
    then = copy(submission)
    review.set_accepted(then, chosen=chosen, explanation=explanation)
    then.entry = _entry_of(then)
    return review_letters.preview("accepted", then, draft=accepting.goes_on(submission))


def of_rejection(submission, *, reason, explanation):
    then = copy(submission)
    review.set_rejected(then, reason=reason, explanation=explanation)
    return review_letters.preview("rejected", then)


def of_questions(submission, questions):
    asked = [Question(field=field, text=text.strip()) for field, text in questions.items() if text.strip()]
    if not asked:
        raise ValidationError(_("Bitte schreiben Sie mindestens eine Rückfrage."), "empty")
    return review_letters.preview("question", submission, questions=asked)


def _entry_of(submission):
    name = submission.submitted_content.get("name") or ""
    if not accepting.is_change(submission):
        return Entry(kind=submission.kind, name=name, slug=new_slug(name), status=Entry.Status.PUBLISHED)
    entry = copy(submission.entry)
    if entry and "name" in accepting.accepted_fields(submission) and "name" not in submission.left_out:
        entry.name = name
    return entry
