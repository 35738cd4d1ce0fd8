"""What the page of one submission shows to staff."""

from dataclasses import dataclass

from django.forms import BoundField

from landkarte import duplicates
from submissions import review
from submissions.accepting import changed_by_staff, is_change
from submissions.checks import problems_of
from submissions.completeness import completeness
from submissions.content import changed_fields, content_of, label_of
from submissions.forms.answers import answers_of
from submissions.forms.progress import named
from submissions.forms.review import AcceptForm, AskForm, RejectForm


@dataclass(frozen=True)
class Line:
    """One field: what was submitted, what the entry says now, and where to ask about it."""

    label: str
    submitted: object
    present: object
    question: BoundField
    is_changed: bool
    was_changed_by_staff: bool


def page_of(submission, sent=None):
    """The context of the page; `sent` is the form that did not go through, with all that was typed."""
    initial = {"version": submission.submitted_version, "status": submission.status}
    asking, rejecting, accepting = (
        _again(sent, form, initial)
        for form in (
            AskForm(submission.kind, initial=initial),
            RejectForm(initial=initial),
            AcceptForm(initial=initial),
        )
    )
    lines = _lines(submission, asking)
    return {
        "original": submission,
        "submission": submission,
        "is_change": is_change(submission),
        "changed": [line for line in lines if line.is_changed],
        "unchanged": [line for line in lines if not line.is_changed],
        "problems": problems_of(
            submission.kind, submission.submitted_content, is_new=not is_change(submission)
        ),
        "percent": completeness(
            submission.kind, submission.submitted_content, is_new=not is_change(submission)
        ).percent,
        "duplicates": _duplicates(submission),
        "stays": [line.label for line in lines if line.was_changed_by_staff and not line.is_changed],
        "questions": [
            (question, named(question, submission.kind))
            for question in submission.questions.select_related("asked_by", "answered_by")
        ],
        "members": submission.organisation.memberships.select_related("user"),
        "consents": submission.consents.select_related("user"),
        "timeline": submission.activities.select_related("actor").order_by("at", "pk"),
        "asking": asking,
        "about_all": asking.of(""),
        "rejecting": rejecting,
        "accepting": accepting,
        "verbs": {verb for verb in ("ask", "accept", "reject") if review.may(verb, submission)},
    }


def _again(sent, fresh, initial):
    """The form with what was typed, about the version that the page shows now."""
    if type(sent) is not type(fresh):
        return fresh
    sent.data = sent.data.copy()
    for name, value in initial.items():
        sent.data[sent.add_prefix(name)] = value
    return sent


def _duplicates(submission):
    """Entries that may be what is new here, as long as it can be decided."""
    if is_change(submission) or not submission.is_open:
        return []
    content = submission.submitted_content
    own = submission.organisation.entry_id
    return duplicates.find(
        content.get("name") or "",
        website=content.get("website") or "",
        city=content.get("city") or "",
        exclude=[own] if own else [],
    )


def _lines(submission, asking):
    entry, content = submission.entry, submission.submitted_content
    present = content_of(entry) if entry else {}
    changed = changed_fields(content, submission.base)
    by_staff = changed_by_staff(submission) if submission.is_open else []
    now = {answer.name: answer for _section, found in answers_of(submission, present, {}) for answer in found}
    return [
        Line(
            label=str(label_of(answer.name)),
            submitted=answer,
            present=now[answer.name] if is_change(submission) and entry else None,
            question=asking.of(answer.name),
            is_changed=answer.name in changed,
            was_changed_by_staff=answer.name in by_staff,
        )
        for _section, found in answers_of(submission, content, {})
        for answer in found
    ]
