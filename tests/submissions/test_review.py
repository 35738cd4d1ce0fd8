"""The states of a submission: every move, legal and illegal, and what each leaves behind."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.models import Entry
from machinery.models import Letter
from machinery.working_days import add_working_days
from submissions import review
from submissions.models import Consent, Submission
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    StaffFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.landkarte.test_entry_list import HOSTILE
from tests.submissions.states import CONSENT, in_state, letters_to, member_of, submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REFERENCE = re.compile(r"E-\d{4}-[2-9A-HJKMNP-TV-Z]{6}")
STAFF = "redaktion@testserver"


def submit(submission, by, **more):
    return review.submit(
        submission, by=by, **{"version": submission.version, "consent_version": CONSENT, **more}
    )


def reject(submission, by, **more):
    values = {"reason": "no-ai", "explanation": "Warum.", "version": submission.submitted_version}
    return review.reject(submission, by=by, **values | more)


def code_of(caught):
    return caught.value.error_list[0].code


def verbs(submission):
    return list(submission.activities.order_by("pk").values_list("verb", flat=True))


# -- All moves ----------------------------------------------------------------------------------------


def do(verb, submission, member, staff):
    version = submission.submitted_version
    question = submission.questions.first()
    return {
        "submit": lambda: submit(write(submission, name="Neuer Name"), member),
        "ask": lambda: review.ask(
            submission, {"": "Wirklich?"}, by=staff, version=version, status=submission.status
        ),
        "answer": lambda: review.answer(submission, {question.pk if question else 1: "Ja."}, by=member),
        "accept": lambda: review.accept(submission, by=staff, version=version),
        "reject": lambda: reject(submission, staff),
        "withdraw": lambda: review.withdraw(submission, by=member),
        "begin_again": lambda: review.begin_again(submission, by=member),
        "undo": lambda: review.undo(submission, by=staff),
    }[verb]()


THEN = {
    ("draft", "submit"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "submit"): "submitted",
    ("submitted", "ask"): "question",
    ("submitted", "accept"): "accepted",
    ("submitted", "reject"): "rejected",
    ("submitted", "withdraw"): "withdrawn",
    ("question", "submit"): "submitted",
    ("question", "answer"): "submitted",
    ("question", "accept"): "accepted",
    ("question", "reject"): "rejected",
    ("question", "withdraw"): "withdrawn",
    ("accepted", "undo"): "submitted",
    ("rejected", "undo"): "submitted",
    ("rejected", "begin_again"): "draft",
    ("withdrawn", "begin_again"): "draft",
}


@pytest.mark.parametrize("verb", review.MOVES)
@pytest.mark.parametrize("status", Submission.Status.values)
def test_verb_moves_or_is_refused(status, verb):
    submission, member, staff = in_state(status)

    if (status, verb) in THEN:
        assert do(verb, submission, member, staff).status == THEN[status, verb]
        return
    with pytest.raises(ValidationError) as caught:
        do(verb, submission, member, staff)
    assert code_of(caught) == "illegal-move"
    assert Submission.objects.get().status == status
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("verb", ["submit", "answer", "withdraw", "begin_again"])
@pytest.mark.parametrize("who", ["ex-member", "other company"])
def test_only_members_move_for_the_organisation(verb, who):
    status = {"submit": "draft", "answer": "question", "withdraw": "submitted", "begin_again": "rejected"}[
        verb
    ]
    submission, member, staff = in_state(status)
    if who == "ex-member":
        member.memberships.all().delete()
    else:
        member = MembershipFactory().user

    with pytest.raises(ValidationError) as caught:
        do(verb, submission, member, staff)

    assert code_of(caught) == "not-a-member"
    assert [one.status for one in Submission.objects.all()] == [status]


# -- Submitting ---------------------------------------------------------------------------------------


def test_submitting_keeps_what_was_seen_with_number_day_and_consent():
    submission = SubmissionFactory(version=7)
    member = member_of(submission.organisation)

    submission = submit(submission, member)

    assert REFERENCE.fullmatch(submission.reference)
    assert submission.submitted_content == submission.content
    assert submission.submitted_version == 7
    assert submission.due_on == add_working_days(timezone.localdate(), 5)
    consent = Consent.objects.get()
    assert (consent.user, consent.submission, consent.version) == (member, submission, CONSENT)
    assert verbs(submission) == ["submitted"]


def test_submitting_another_version_than_was_seen_is_refused():
    submission = SubmissionFactory(version=3)
    member = member_of(submission.organisation)

    with pytest.raises(ValidationError) as caught:
        submit(submission, member, version=2)

    assert code_of(caught) == "conflict"
    assert (Consent.objects.count(), Letter.objects.count()) == (0, 0)


def test_submitting_the_same_content_twice_is_refused():
    submission = submitted()

    with pytest.raises(ValidationError) as caught:
        submit(submission, submission.organisation.members.get())

    assert code_of(caught) == "nothing-new"


@pytest.mark.parametrize(
    ("content", "field"),
    [({"name": ""}, "name"), ({"summary_de": ""}, "summary_de"), ({"ags": "07111000"}, "ags")],
)
def test_submitting_what_cannot_be_an_entry_is_refused(content, field):
    submission = write(SubmissionFactory(), **content)

    with pytest.raises(ValidationError) as caught:
        submit(submission, member_of(submission.organisation))

    assert field in [error.code for error in caught.value.error_list]
    assert Submission.objects.get().reference is None


def test_edits_gather_in_one_submission_with_its_number_and_day():
    submission = submitted()
    Submission.objects.update(due_on="2026-01-05")
    submission.refresh_from_db()
    before = submission.reference, submission.due_on

    again = submit(write(submission, name="Zweiter Name"), submission.organisation.members.get())

    assert (again.reference, again.due_on) == before
    assert again.submitted_content["name"] == "Zweiter Name"
    assert Submission.objects.count() == 1
    assert verbs(again) == ["submitted", "resubmitted"]


def test_edits_that_are_not_submitted_are_not_seen_by_staff():
    submission = write(submitted(), name="Noch nicht")

    assert submission.has_unsent_changes
    assert submission.submitted_content["name"] == "Werkstatthelfer"


# -- Withdrawing and beginning again ------------------------------------------------------------------


def test_draft_is_withdrawn_without_a_letter():
    submission, member, _staff = in_state("draft")

    review.withdraw(submission, by=member)

    assert (Submission.objects.get().status, Letter.objects.count()) == ("withdrawn", 0)


def test_clock_withdraws_without_a_person():
    submission, _member, _staff = in_state("submitted")

    assert review.withdraw(submission, by=None).status == "withdrawn"


def test_new_draft_has_the_last_content_and_no_number():
    submission, member, _staff = in_state("rejected")
    write(submission, name="Später geändert")

    draft = review.begin_again(submission, by=member)

    assert draft.content == submission.content
    assert (draft.reference, draft.submitted_content, draft.created_by) == (None, None, member)
    assert draft.key != submission.key


def test_beginning_again_twice_leads_to_the_same_draft():
    submission, member, _staff = in_state("withdrawn")

    assert review.begin_again(submission, by=member) == review.begin_again(submission, by=member)
    assert Submission.objects.open().count() == 1


# -- Letters ------------------------------------------------------------------------------------------


@pytest.fixture
def people():
    """An organisation with an English admin, an editor who submits, and an editor who does not."""
    organisation = OrganisationFactory(name="Muster GmbH")
    return {
        "organisation": organisation,
        "admin": member_of(organisation, user=UserFactory(email="admin@example.org", language="en")),
        "sender": member_of(organisation, "editor", user=UserFactory(email="sender@example.org")),
        "other": member_of(organisation, "editor", user=UserFactory(email="other@example.org")),
    }


def test_letters_go_to_admins_and_who_submitted_in_their_language(people):
    submission = submit(SubmissionFactory(organisation=people["organisation"]), people["sender"])

    assert sorted(letter.recipients[0] for letter in Letter.objects.all()) == [
        "admin@example.org",
        STAFF,
        "sender@example.org",
    ]
    (english,), (german,) = letters_to("admin@example.org"), letters_to("sender@example.org")
    assert german.subject == f"Ihre Einreichung {submission.reference}: Werkstatthelfer"
    assert f"?next=%2Fkonto%2Feinreichungen%2F{submission.key}%2F" in german.text
    assert f"?next=%2Fen%2Faccount%2Fsubmissions%2F{submission.key}%2F" in english.text
    assert german.reply_to == [STAFF]


def test_nobody_who_has_left_gets_a_letter(people):
    submission = submitted(people["organisation"], by=people["sender"])
    people["sender"].memberships.all().delete()
    people["admin"].is_active = False
    people["admin"].save()

    reject(submission, StaffFactory())

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("words", HOSTILE)
def test_question_letter_names_fields_and_says_staffs_words_verbatim(words):
    submission = submitted()

    review.ask(submission, {"website": words, "": "Allgemein?"}, by=StaffFactory(), version=1)

    (letter,) = Letter.objects.all()
    assert f"Website:\n{words}\n" in letter.text
    assert "\nAllgemein?\n" in letter.text
    assert submission.reference in letter.subject


def test_rejection_letter_says_reason_and_explanation():
    submission = submitted()

    reject(submission, StaffFactory(), reason="duplicate", explanation="Siehe „Alpha“.")

    (letter,) = Letter.objects.all()
    assert "Grund: Den Eintrag gibt es schon\n\nSiehe „Alpha“.\n" in letter.text


def test_withdrawal_letter_says_what_stays():
    submission = submitted()

    review.withdraw(submission, by=submission.organisation.members.get())

    (letter,) = Letter.objects.all()
    assert "Veröffentlicht wurde davon nichts." in letter.text


def test_staff_letter_leads_to_the_desk():
    draft = SubmissionFactory()
    submission = submit(draft, member_of(draft.organisation))

    (letter,) = letters_to(STAFF)
    assert letter.subject == f"Einreichung {submission.reference}: Werkstatthelfer"
    assert f"http://testserver/admin/submissions/submission/{submission.pk}/change/" in letter.text


def test_staff_get_no_letter_for_edits_while_it_waits_for_them():
    submission = submitted()

    submit(write(submission, name="Neu"), submission.organisation.members.get())

    assert letters_to(STAFF) == []


def test_failing_letter_undoes_the_move(monkeypatch):
    submission = submitted()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(review.review_letters, "tell_members", fail)
    with pytest.raises(RuntimeError):
        review.accept(submission, by=StaffFactory(), version=1)

    assert Submission.objects.get().status == "submitted"
    assert not Entry.objects.filter(name="Werkstatthelfer").exists()
