"""What became of a submission."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from machinery.refusals import in_words, refusals
from submissions import review
from submissions.accepting import labels_of
from submissions.forms.answers import anchor_of
from submissions.forms.progress import AnswersForm, named
from submissions.forms.submission import ANSWER
from submissions.views.mine import Mine


class SubmissionDetail(Mine):
    """Where a submission stands: its timeline, questions and answers, and what can be done."""

    def get(self, request, key):
        submission = self.submission(key)
        return self.page(submission, AnswersForm(submission, _open_questions(submission)))

    def post(self, request, key):
        """Answers to questions; or, with `again`, a new draft of what was rejected or withdrawn."""
        submission = self.submission(key)
        if "again" in request.POST:
            return self._begin_again(submission)
        if _is_repeat(submission, request.POST):
            return redirect(submission)
        form = AnswersForm(submission, _open_questions(submission), request.POST)
        if not form.is_valid():
            return self.page(submission, form, status=400)
        try:
            review.answer(submission, form.answers(), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, [one.message for one in refusals(refusal)])
            return self.page(self.submission(key), form, status=409)
        return redirect(submission)

    def page(self, submission, form, *, problem="", status=200):
        questions = list(submission.questions.all())
        context = {
            "submission": submission,
            "organisation": submission.organisation,
            "form": form,
            "problem": problem,
            "asked": [(*pair, *_place(pair[0], submission)) for pair in form.asked()],
            "answered": [
                (question, named(question, submission.kind)) for question in questions if question.answered_at
            ],
            "timeline": submission.activities.select_related("actor").order_by("at", "pk"),
            "is_late": submission.status == submission.Status.SUBMITTED
            and submission.due_on < timezone.localdate(),
            "public": submission.entry if submission.entry and submission.entry.is_published else None,
            "left_out": labels_of(submission.left_out),
            "other": _other_open(submission),
            "longest_answer": review.LONGEST_TEXT,
            "staff_email": settings.STAFF_EMAIL,
        }
        return render(self.request, "submissions/submission_detail.html", context, status=status)

    def _begin_again(self, submission):
        try:
            draft = review.begin_again(submission, by=self.request.user)
        except ValidationError as refusal:
            submission = self.submission(submission.key)
            form = AnswersForm(submission, _open_questions(submission))
            return self.page(submission, form, problem=in_words(refusal), status=409)
        return redirect("submissions:submission-edit", draft.key)


class SubmissionWithdraw(Mine):
    """The members take it back: a page with a button."""

    def get(self, request, key):
        submission = self.submission(key)
        if not review.may("withdraw", submission):
            return redirect(submission)
        return self.page(submission)

    def post(self, request, key):
        submission = self.submission(key)
        if submission.status == submission.Status.WITHDRAWN:  # a double click
            return redirect(submission)
        try:
            review.withdraw(submission, by=request.user)
        except ValidationError as refusal:
            return self.page(self.submission(key), problem=in_words(refusal), status=409)
        return redirect(submission)

    def page(self, submission, *, problem="", status=200):
        context = {
            "submission": submission,
            "problem": problem,
            "can_withdraw": review.may("withdraw", submission),
            "public": submission.entry if submission.entry and submission.entry.is_published else None,
        }
        return render(self.request, "submissions/submission_withdraw.html", context, status=status)


def _open_questions(submission):
    if not review.may("answer", submission):
        return []
    return list(submission.questions.filter(answered_at=None))


def _place(question, submission):
    """What the question is about, and where in the form that stands."""
    if not question.field:
        return "", ""
    edit = reverse("submissions:submission-edit", args=[submission.key])
    return named(question, submission.kind), f"{edit}#{anchor_of(question.field)}"


def _is_repeat(submission, sent):
    """Whether all answers that were sent stand there already, word for word."""
    answers = {name: text for name, text in sent.items() if name.startswith(ANSWER) and text.strip()}
    stored = {f"{ANSWER}{one.pk}": one.answer for one in submission.questions.exclude(answer="")}
    return bool(answers) and all(
        stored.get(name) == text.replace("\r\n", "\n").strip() for name, text in answers.items()
    )


def _other_open(submission):
    """The open submission about the same entry, when this one is decided or withdrawn, or None."""
    if submission.is_open or not submission.entry:
        return None
    return submission.entry.submissions.open().filter(organisation=submission.organisation).first()
