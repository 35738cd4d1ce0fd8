"""What happens to a submission: it is submitted, asked about, answered, accepted, rejected, withdrawn.

One function each, in one transaction, with the row locked and its letters in the outbox. ValidationError for
a move that the state does not allow, and for one that is made upon something else than what is there by now.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from machinery.models.reference import new_reference
from machinery.refusals import database_refusals
from machinery.working_days import add_working_days
from submissions import accepting, checks, review_letters, undoing, withdrawing
from submissions.activity import note
from submissions.content import content_of, fields_of
from submissions.models import Activity, Consent, Question, Submission

WORKING_DAYS = 5
LONGEST_TEXT = 2000  # characters of a question and of an answer
LONGEST_EXPLANATION = 4000

Status, Verb = Submission.Status, Activity.Verb
MOVES = {  # verb -> states in which it is possible
    "submit": {Status.DRAFT, Status.SUBMITTED, Status.QUESTION},
    "ask": {Status.SUBMITTED},
    "answer": {Status.QUESTION},
    "accept": {Status.SUBMITTED, Status.QUESTION},
    "reject": {Status.SUBMITTED, Status.QUESTION},
    "withdraw": {Status.DRAFT, Status.SUBMITTED, Status.QUESTION},
    "begin_again": {Status.REJECTED, Status.WITHDRAWN},
    "undo": {Status.ACCEPTED, Status.REJECTED},
}


def may(verb, submission):
    """Whether the state allows this verb; the verb itself asks again."""
    return submission.status in MOVES[verb]


# -- By members ----------------------------------------------------------------------------------------


@database_refusals()
@transaction.atomic
def submit(submission, *, by, version, consent_version):
    """Let staff see the content as it is now, which `by` has seen at this `version` and agreed to.

    Sent again, it keeps its number: edits gather in the one open submission, and what staff have asked counts
    as answered by the new content. Due in five working days; what is waiting keeps its day.
    """
    submission = _locked(submission, "submit", by=by)
    _refuse_unless_sendable(submission, version)
    again, was_waiting = bool(submission.reference), submission.status == Status.SUBMITTED
    submission.reference = submission.reference or new_reference(Submission, "E")
    submission.submitted_content, submission.submitted_version = submission.content, submission.version
    submission.typed.pop(Submission.REFUSED_LOGO, None)  # they have read that it goes without
    _wait_for_staff(submission, renew=not was_waiting)
    submission.questions.filter(answered_at=None).update(answered_at=timezone.now(), answered_by=by)
    Consent.objects.create(user=by, submission=submission, version=consent_version)
    _note(Verb.RESUBMITTED if again else Verb.SUBMITTED, submission, by)
    review_letters.tell_members("submitted", submission, again=again)
    if not was_waiting:
        review_letters.tell_staff(submission, again=again)
    return submission


def _refuse_unless_sendable(submission, version):
    if submission.version != version:
        raise ValidationError(
            _("Die Angaben sind inzwischen geändert worden. Bitte prüfen Sie sie noch einmal."), "conflict"
        )
    if not submission.has_unsent_changes:
        raise ValidationError(_("Diese Angaben sind schon eingereicht."), "nothing-new")
    if problems := checks.problems(submission):
        raise ValidationError([ValidationError(message, field) for field, message in problems])


@transaction.atomic
def answer(submission, answers, *, by):
    """Keep answers to open questions: {key of the question: text}, empty texts left out. With the last one
    staff go on, unless there are changes that still have to be submitted."""
    submission = _locked(submission, "answer", by=by)
    texts = {key: text.strip() for key, text in answers.items() if text.strip()}
    if not texts:
        raise ValidationError(_("Bitte schreiben Sie eine Antwort."), "empty")
    questions = submission.questions.filter(answered_at=None).in_bulk(texts)
    if len(questions) != len(texts):
        raise ValidationError(_("Diese Rückfrage ist schon beantwortet."), "answered")
    for key, question in questions.items():
        question.answer, question.answered_at, question.answered_by = texts[key], timezone.now(), by
        question.save()
    if not submission.has_unsent_changes and not submission.questions.filter(answered_at=None).exists():
        _wait_for_staff(submission, renew=True)
        _note(Verb.RESUBMITTED, submission, by)
        review_letters.tell_members("submitted", submission, again=True)
        review_letters.tell_staff(submission, again=True)
    return submission


@transaction.atomic
def withdraw(submission, *, by):
    """The members take it back, a draft too; `by` is None when the clock does. What it wanted to change on
    the map stays as it is."""
    return withdrawing.withdraw(_locked(submission, "withdraw", by=by), by=by)


@transaction.atomic
def begin_again(submission, *, by):
    """A new draft with the content of one that was rejected or withdrawn; the open one for its entry when
    there is one already. ValidationError when another organisation that it belongs to changes that."""
    submission = _locked(submission, "begin_again", by=by)
    return _open_like(submission) or _draft_like(submission, by)


def _open_like(submission):
    """The open submission that is about the same: of products, projects, and so on that are new, the one of
    the same kind and name."""
    others = Submission.objects.open().filter(organisation=submission.organisation, entry=submission.entry)
    if submission.entry:
        return others.first()
    if submission.kind in Entry.Kind.organisations:
        return others.filter(kind__in=Entry.Kind.organisations).first()
    return next((one for one in others.filter(kind=submission.kind) if one.name == submission.name), None)


def _draft_like(submission, by):
    accepting.refuse_impossible(submission, submission.organisation)
    opened = withdrawing.opened_about(submission.entry) if submission.entry else None
    if opened and withdrawing.is_theirs(opened):
        raise ValidationError(
            _("„%(organisation)s“ arbeitet gerade an „%(name)s“. Bitte sprechen Sie sich ab."),
            "taken",
            {"organisation": opened.organisation.name, "name": submission.name},
        )
    if opened:
        withdrawing.withdraw(opened, by=None)
    try:
        with transaction.atomic():
            draft = Submission.objects.create(
                organisation=submission.organisation,
                entry=submission.entry,
                kind=submission.kind,
                content=submission.content,
                typed=accepting.unread(submission),
                version=1,
                base=content_of(submission.entry) if submission.entry else {},
                created_by=by,
                saved_by=by,
            )
    except IntegrityError:  # somebody has begun a change to the entry at the same moment
        return _open_like(submission)
    draft.content = {**submission.content, "logo": accepting.logo_for(draft, submission)}
    draft.save(update_fields=["content"])
    _note(Verb.BEGUN, draft, by)
    return draft


# -- By staff ------------------------------------------------------------------------------------------


@transaction.atomic
def ask(submission, questions, *, by, version, status=None):
    """Ask the members: {field, or "" for the whole: text}, about the submitted `version` that staff saw. The
    state that they saw as well, if it is given, must be the present one."""
    submission = _locked(submission, "ask", version=version, status=status)
    texts = {field: text.strip() for field, text in questions.items() if text.strip()}
    if not texts:
        raise ValidationError(_("Bitte schreiben Sie mindestens eine Rückfrage."), "empty")
    if unknown := set(texts) - {"", *fields_of(submission.kind)}:
        raise ValidationError(
            _("Ein Feld „%(name)s“ gibt es hier nicht."), "unknown-field", {"name": min(unknown)}
        )
    asked = Question.objects.bulk_create(
        Question(submission=submission, field=field, text=text, asked_by=by) for field, text in texts.items()
    )
    submission.status = Status.QUESTION
    submission.save(update_fields=["status"])
    _note(Verb.ASKED, submission, by, by_staff=True)
    review_letters.tell_members("question", submission, questions=asked)
    return submission


@database_refusals()
@transaction.atomic
def accept(submission, *, by, version, status=None, chosen=None, explanation=""):
    """Put the submitted `version` that staff saw on the map (see `accepting`), and tell the members when
    nobody can undo it any more. What they have written since goes on as a new draft.

    `chosen` are names of `accepting.choices`: what they leave out stays as it is, and `explanation` says why.
    """
    submission = _locked(submission, "accept", version=version, status=status)
    set_accepted(submission, chosen=chosen, explanation=explanation)
    before = undoing.state_of(submission)
    submission.entry = accepting.put_on_map(submission, by=by, left_out=submission.left_out)
    _decide(submission, Status.ACCEPTED, by=by)
    draft = accepting.go_on(submission)
    _note(Verb.ACCEPTED, submission, by, by_staff=True)
    if draft:
        _note(Verb.BEGUN, draft, draft.created_by)
    sent = review_letters.tell_members(
        "accepted", submission, draft=draft, not_before=undoing.letters_leave()
    )
    undoing.remember(submission, before, letters=sent, draft=draft)
    return submission


def set_accepted(submission, *, chosen, explanation):
    """Set what the letter of an acceptance tells; nothing is saved. ValidationError when fields are left out
    without a word, and as `accepting.left_out_by`."""
    submission.left_out = accepting.left_out_by(submission, chosen)
    submission.explanation = explanation.strip() if submission.left_out else ""
    if submission.left_out and not submission.explanation:
        raise ValidationError(
            _("Bitte schreiben Sie, warum Sie nicht alles übernehmen: %(fields)s."),
            "no-explanation",
            {"fields": ", ".join(accepting.labels_of(submission.left_out))},
        )


@database_refusals()
@transaction.atomic
def reject(submission, *, by, reason, explanation, version, status=None):
    """Refuse the submitted `version` that staff saw: a `Submission.Reason`, and what staff say about it. The
    members are told when nobody can undo it any more."""
    submission = _locked(submission, "reject", version=version, status=status)
    set_rejected(submission, reason=reason, explanation=explanation)
    before = undoing.state_of(submission, keeps_entry=True)
    _decide(submission, Status.REJECTED, by=by)
    _note(Verb.REJECTED, submission, by, by_staff=True)
    sent = review_letters.tell_members("rejected", submission, not_before=undoing.letters_leave())
    undoing.remember(submission, before, letters=sent)
    return submission


def set_rejected(submission, *, reason, explanation):
    """Set what the letter of a rejection tells; nothing is saved. ValidationError without a reason."""
    if reason not in Submission.Reason.values:
        raise ValidationError(_("Bitte wählen Sie einen Grund."), "no-reason")
    if reason == Submission.Reason.OTHER and not explanation.strip():
        raise ValidationError(_("Bitte erläutern Sie den anderen Grund."), "no-explanation")
    submission.reason = reason
    submission.explanation = review_letters.written_words(reason, explanation)


@database_refusals()
@transaction.atomic
def undo(submission, *, by):
    """Take back that the submission was accepted or rejected, within `undoing.UNDO_FOR`.

    Submission, entry and organisation say again what they said before, and the letter never leaves.
    ValidationError when it is too late, when it was undone already, and when somebody has gone on from there.
    """
    undoing.refuse_second(submission)
    submission = undoing.take_back(_locked(submission, "undo"), by=by)
    _note(Verb.UNDONE, submission, by, by_staff=True)
    return submission


# -- What all share ------------------------------------------------------------------------------------


def _locked(submission, verb, *, by=None, version=None, status=None):
    """The submission as it is now in the database, for us alone until the transaction ends.

    Locked by itself: PostgreSQL would join what it waited for with the organisation that it had before.
    """
    Submission.objects.select_for_update().values_list("pk").get(pk=submission.pk)
    submission = Submission.objects.select_related("organisation__entry", "entry").get(pk=submission.pk)
    if by and not submission.organisation.memberships.filter(user=by).exists():
        raise ValidationError(
            _("Sie gehören nicht zu „%(name)s“."), "not-a-member", {"name": submission.organisation.name}
        )
    if not may(verb, submission):
        raise ValidationError(
            _("Die Einreichung „%(name)s“ ist „%(status)s“: das geht nicht mehr."),
            "illegal-move",
            {"name": submission, "status": submission.get_status_display()},
        )
    if version is not None and version != submission.submitted_version:
        raise ValidationError(
            _("„%(name)s“ wurde inzwischen neu eingereicht. Bitte prüfen Sie die neuen Angaben."),
            "conflict",
            {"name": submission},
        )
    if status is not None and status != submission.status:
        raise ValidationError(
            _("„%(name)s“ ist inzwischen „%(status)s“. Bitte sehen Sie noch einmal hin."),
            "conflict",
            {"name": submission, "status": submission.get_status_display()},
        )
    return submission


def _wait_for_staff(submission, *, renew):
    submission.status, submission.submitted_at = Status.SUBMITTED, timezone.now()
    if renew or submission.due_on is None:
        submission.due_on = add_working_days(timezone.localdate(), WORKING_DAYS)
    submission.save()


def _decide(submission, status, *, by):
    submission.status, submission.decided_at, submission.decided_by = status, timezone.now(), by
    submission.save()


def _note(verb, submission, by, *, by_staff=False):
    note(
        verb,
        organisation=submission.organisation,
        by=by,
        submission=submission,
        subject=submission.name,
        by_staff=by_staff,
    )
