"""Staff ask and decide: each question, answer and decision once, upon what was seen."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.models import Entry
from machinery.models import Letter
from machinery.working_days import add_working_days
from submissions import review
from submissions.models import Activity, Consent, Question, Submission
from tests.factories import StaffFactory, SubmissionFactory
from tests.submissions.states import at_once, in_state, letters_to, member_of, submitted, write
from tests.submissions.test_review import STAFF, code_of, do, reject, submit

pytestmark = pytest.mark.django_db


# -- Questions ----------------------------------------------------------------------------------------


def test_staff_ask_about_several_fields_at_once():
    submission, staff = submitted(), StaffFactory()

    review.ask(submission, {"website": "Tot?", "": "Wer?", "city": "  "}, by=staff, version=1)

    asked = Question.objects.values_list("field", "text", "asked_by", "answered_at")
    assert sorted(asked) == [("", "Wer?", staff.pk, None), ("website", "Tot?", staff.pk, None)]


@pytest.mark.parametrize(
    ("questions", "code"), [({"website": " "}, "empty"), ({}, "empty"), ({"status": "Ja?"}, "unknown-field")]
)
def test_bad_questions_are_refused(questions, code):
    submission = submitted()

    with pytest.raises(ValidationError) as caught:
        review.ask(submission, questions, by=StaffFactory(), version=1)

    assert code_of(caught) == code
    assert (Question.objects.count(), Submission.objects.get().status) == (0, "submitted")


def test_answer_is_kept_with_who_and_when_and_staff_go_on():
    submission, member, _staff = in_state("question")
    Submission.objects.update(due_on="2026-01-05")

    submission = review.answer(submission, {submission.questions.get().pk: " Ja, so. "}, by=member)

    question = Question.objects.get()
    assert (question.answer, question.answered_by, submission.status) == ("Ja, so.", member, "submitted")
    assert question.answered_at is not None
    assert submission.due_on == add_working_days(timezone.localdate(), 5)
    assert [letter.recipients for letter in Letter.objects.order_by("pk")] == [[member.email], [STAFF]]


def test_first_of_two_answers_is_kept_and_the_submission_stays_with_the_members():
    submission, staff = submitted(), StaffFactory()
    submission = review.ask(submission, {"website": "Eins?", "": "Zwei?"}, by=staff, version=1)
    first, second = submission.questions.all()

    answered = review.answer(
        submission, {first.pk: "Eins.", second.pk: ""}, by=submission.organisation.members.get()
    )

    assert answered.status == "question"
    assert list(submission.questions.values_list("answer", flat=True)) == ["Eins.", ""]


def test_answer_waits_for_changes_that_are_not_submitted_yet():
    submission, member, _staff = in_state("question")
    write(submission, website="https://neu.example.org")

    answered = review.answer(submission, {submission.questions.get().pk: "Ist geändert."}, by=member)
    assert (answered.status, Letter.objects.count()) == ("question", 0)

    assert submit(answered, member).status == "submitted"


def test_new_content_answers_open_questions():
    submission, member, _staff = in_state("question")

    submit(write(submission, website="https://neu.example.org"), member)

    question = Question.objects.get()
    assert (question.answer, question.answered_by) == ("", member)


def test_question_is_answered_once():
    submission, staff = submitted(), StaffFactory()
    member = submission.organisation.members.get()
    submission = review.ask(submission, {"website": "Eins?", "": "Zwei?"}, by=staff, version=1)
    first = submission.questions.first()
    review.answer(submission, {first.pk: "Eins."}, by=member)

    with pytest.raises(ValidationError) as caught:
        review.answer(submission, {first.pk: "Anders."}, by=member)

    first.refresh_from_db()
    assert (code_of(caught), first.answer) == ("answered", "Eins.")


def test_question_of_another_submission_is_not_answered():
    submission, member, _staff = in_state("question")
    foreign, _other, _staff = in_state("question")

    with pytest.raises(ValidationError):
        review.answer(submission, {foreign.questions.get().pk: "Ja."}, by=member)

    assert [question.answer for question in Question.objects.all()] == ["", ""]


# -- Deciding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("decide", ["ask", "accept", "reject"])
def test_decision_upon_an_older_version_is_refused(decide):
    submission, staff = submitted(), StaffFactory()
    newer = submit(write(submission, name="Neuer"), submission.organisation.members.get())
    Letter.objects.all().delete()
    newer.submitted_version = 1

    with pytest.raises(ValidationError) as caught:
        do(decide, newer, None, staff)

    assert (code_of(caught), Submission.objects.get().status) == ("conflict", "submitted")
    assert Letter.objects.count() == 0


def test_rejection_keeps_reason_explanation_and_who():
    submission, staff = submitted(), StaffFactory()

    rejected = reject(submission, staff, reason="address", explanation=" Keine Hausnummer. ")

    assert (rejected.reason, rejected.explanation) == ("address", "Keine Hausnummer.")
    assert (rejected.decided_by, rejected.decided_at is not None) == (staff, True)
    assert Entry.objects.filter(name="Werkstatthelfer").count() == 0


@pytest.mark.parametrize(("reason", "explanation"), [("", "Text."), ("nix", "Text."), ("other", " ")])
def test_rejection_without_a_reason_is_refused(reason, explanation):
    with pytest.raises(ValidationError):
        reject(submitted(), StaffFactory(), reason=reason, explanation=explanation)

    assert Submission.objects.get().status == "submitted"


def test_line_of_the_log_says_who_and_whether_staff():
    _submission, member, staff = in_state("rejected")

    lines = Activity.objects.order_by("pk").values_list("verb", "actor", "by_staff", "subject")
    assert list(lines) == [
        ("submitted", member.pk, False, "Werkstatthelfer"),
        ("rejected", staff.pk, True, "Werkstatthelfer"),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["accept", "reject", "ask", "withdraw"])
def test_of_two_at_once_one_decides_and_the_other_is_told(other):
    submission, first, second = submitted(), StaffFactory(), StaffFactory()
    member = submission.organisation.members.get()
    decide = [
        lambda: review.accept(submission, by=first, version=1, status="submitted"),
        lambda: do(other, submission, member, second),
    ]
    results = at_once(*decide)

    told = [result for result in results if isinstance(result, ValidationError)]
    made = [result for result in results if isinstance(result, Submission)]
    assert (len(told), len(made)) == (1, 1)
    assert Submission.objects.get().status == made[0].status
    assert len(letters_to(member.email)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_submit_once():
    submission = SubmissionFactory()
    member = member_of(submission.organisation)
    results = at_once(*[lambda: submit(submission, member)] * 2)

    assert sorted(type(result).__name__ for result in results) == ["Submission", "ValidationError"]
    assert len(letters_to(STAFF)) == Consent.objects.count() == 1
