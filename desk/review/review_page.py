"""What the page of one submission shows to staff."""

from desk.lists.words import GOOD, WAITING, WRONG, word
from desk.review.forms import AcceptForm, AskForm, ProposalForm, RejectForm
from desk.review.review_checks import checks_of
from desk.review.review_lines import lines_of, pins_of, present_of
from landkarte.entries.page import map_settings
from machinery.models import Letter
from submissions import review, review_letters
from submissions.accepting import choices, is_change
from submissions.completeness import completeness
from submissions.content import fields_of
from submissions.forms.progress import named
from submissions.models import Submission

LAST_LINES = 5  # of the entry's history
MOST_OTHERS = 20  # entries and submissions of the same organisation
TONES = {Letter.Status.WAITING: WAITING, Letter.Status.SENT: GOOD, Letter.Status.DEAD: WRONG}


def page_of(submission, sent=None, typed=None):
    """The context of the page; `sent` is the form that did not go through, `typed` all that was sent, which
    stands there again."""
    initial = {"version": submission.submitted_version, "status": submission.status}
    offered = choices(submission) if submission.is_open else {}
    accepting = {"offered": "1" if offered else "", "chosen": list(offered)}
    asking, rejecting, accepting, proposing = (
        _again(form, sent, typed, initial)
        for form in (
            AskForm(submission.kind, initial={**initial}),  # a form may write into what it is given
            RejectForm(initial={**initial}),
            AcceptForm(initial={**initial, **accepting}),
            ProposalForm(),
        )
    )
    present = present_of(submission)
    lines = lines_of(submission, present, asking)
    pins, metres = pins_of(submission, present)
    return {
        "original": submission,
        "submission": submission,
        "is_change": is_change(submission),
        "changed": [line for line in lines if line.is_changed],
        "unchanged": [line for line in lines if not line.is_changed],
        "pins": pins,
        "metres": metres,
        "map": map_settings(),
        "checks": checks_of(submission),
        **_completeness(submission, present),
        "stays": [line.label for line in lines if line.was_changed_by_staff and not line.is_changed],
        "questions": [
            (question, named(question, submission.kind))
            for question in submission.questions.select_related("asked_by", "answered_by")
        ],
        "members": submission.organisation.memberships.select_related("user"),
        "consents": submission.consents.select_related("user"),
        "timeline": submission.activities.select_related("actor").order_by("at", "pk"),
        **_around(submission),
        "asking": asking,
        "about_all": asking.of(""),
        "rejecting": rejecting,
        "accepting": accepting,
        "chosen": set(accepting["chosen"].value() or []),
        "proposing": proposing,
        "reason_words": {str(reason): str(words) for reason, words in review_letters.WORDS.items()},
        "verbs": {verb for verb in ("ask", "accept", "reject") if review.may(verb, submission)},
    }


def _again(fresh, sent, typed, initial):
    """The form with what was typed, about the version that the page shows now."""
    if type(sent) is type(fresh):
        sent.data = sent.data.copy()
        for name, value in initial.items():
            sent.data[sent.add_prefix(name)] = value
        return sent
    for name, field in fresh.fields.items():
        key = fresh.add_prefix(name)
        if typed and name not in initial:
            was_sent = key in typed or (name == "chosen" and fresh.add_prefix("offered") in typed)
            if was_sent:
                fresh.initial[name] = field.widget.value_from_datadict(typed, {}, key)
    return fresh


def typed_words(submission, typed):
    """What somebody typed for a decision that somebody else has made meanwhile."""
    keys = ["rejecting-explanation", "accepting-explanation", "proposing-text"]
    keys += [f"asking-ask_{name}" for name in ["", *fields_of(submission.kind)]]
    return [text for key in keys if (text := typed.get(key, "").strip())]


def _completeness(submission, present):
    new = not is_change(submission)
    after = completeness(submission.kind, submission.submitted_content, is_new=new).percent
    before = completeness(submission.kind, present).percent if present and not new else None
    return {"percent": after, "percent_before": before}


def _around(submission):
    """What else there is of the organisation, of the entry, and of the letters about this."""
    organisation, entry = submission.organisation, submission.entry
    others = Submission.objects.open().exclude(pk=submission.pk).exclude(reference=None)
    lines = (
        entry.history.select_related("history_user").order_by("-history_date", "-history_id") if entry else []
    )
    letters = Letter.objects.filter(subject__contains=submission.reference).order_by("-created_at", "-pk")
    return {
        "other_entries": organisation.entries.exclude(pk=submission.entry_id or 0)[:MOST_OTHERS],
        "other_submissions": others.filter(organisation=organisation)[:MOST_OTHERS],
        "history": list(lines[:LAST_LINES]),
        "letters": [
            (letter, word(letter.get_status_display(), TONES[letter.status]))
            for letter in letters[:MOST_OTHERS]
        ],
    }
