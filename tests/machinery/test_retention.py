"""Retention: what is kept too long goes, and what is younger stays."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from landkarte.models import Report
from machinery import retention
from machinery.models import FirstAnswer, Letter, Quota
from offers.models import Enquiry, EventRegistration
from submissions.models import Invitation, Question, Submission
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    RegistrationFactory,
    StaffFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def enforce(name):
    """Enforced twice: the second time there is nothing left to do."""
    (rule,) = [rule for rule in retention.rules() if rule.name == name]
    number = retention.enforce(rule)
    assert retention.enforce(rule) == 0
    return number


def letter(name, status, at):
    return Letter.objects.create(
        message_id=name,
        sender="a@example.org",
        recipients=["b@example.org"],
        subject=name,
        text="x",
        status=status,
        sent_at=at if status == "sent" else None,
        created_at=at,
    )


def test_letters_go_after_90_days_and_dead_ones_after_180():
    letter("alt", "sent", ago(91))
    letter("neu", "sent", ago(89))
    letter("tot", "dead", ago(181))
    letter("fast", "dead", ago(179))
    letter("wartet", "waiting", ago(400))

    assert enforce("letters") == 2
    assert sorted(Letter.objects.values_list("subject", flat=True)) == ["fast", "neu", "wartet"]


def test_closed_reports_forget_who_reported_and_their_history_too():
    staff = StaffFactory()
    for name, closed_at in (("alt", ago(366)), ("neu", ago(364)), ("offen", None)):
        done = {"status": "done", "closed_at": closed_at, "closed_by": staff} if closed_at else {}
        Report.objects.create(
            reference=name, reason="wrong", text="Text", email="a@example.org", due_on=ago(0).date(), **done
        )

    assert enforce("reports") == 1
    said = {one.reference: (one.email, one.text) for one in Report.objects.all()}
    assert said == {"alt": ("", "–"), "neu": ("a@example.org", "Text"), "offen": ("a@example.org", "Text")}
    assert Report.history.filter(reference="alt").exclude(email="").count() == 0
    assert Report.history.filter(reference="neu", email="a@example.org").count() == 1


def test_closed_enquiries_forget_who_asked():
    staff = StaffFactory()
    for name, closed_at in (("alt", ago(366)), ("neu", ago(364)), ("offen", None)):
        done = {"status": "declined", "closed_at": closed_at, "closed_by": staff} if closed_at else {}
        Enquiry.objects.create(
            reference=name,
            offer=OfferFactory(slug="angebot"),
            company="Firma",
            place="Köln",
            name="Ada",
            email="a@example.org",
            question="?",
            consent_version="1",
            language="de",
            due_on=ago(0).date(),
            **done,
        )

    assert enforce("enquiries") == 1
    assert set(Enquiry.objects.filter(email="").values_list("reference", "name", "question")) == {
        ("alt", "", "")
    }
    assert not Enquiry.history.filter(reference="alt").exclude(name="").exists()


def test_registrations_forget_who_came_a_year_after_the_event():
    RegistrationFactory(reference="alt", event=EventFactory(in_days=-366))
    RegistrationFactory(reference="neu", event=EventFactory(in_days=-364))

    assert enforce("registrations") == 1
    assert list(EventRegistration.objects.filter(email="").values_list("reference", flat=True)) == ["alt"]
    assert not EventRegistration.history.filter(reference="alt").exclude(name="").exists()


def test_untouched_drafts_go_and_others_stay():
    SubmissionFactory(saved_at=ago(366))
    kept = SubmissionFactory(saved_at=ago(364))

    assert enforce("drafts") == 1
    assert list(Submission.objects.all()) == [kept]


def test_decided_submissions_lose_their_content_and_keep_their_number():
    for name, decided_at in (("alt", ago(731)), ("neu", ago(729))):
        submission = SubmissionFactory(
            reference=name,
            status="accepted",
            submitted_at=decided_at,
            submitted_version=1,
            submitted_content={"name": "x"},
            due_on=decided_at.date(),
            decided_at=decided_at,
        )
        Question.objects.create(submission=submission, text="?")

    assert enforce("submissions") == 1
    said = {one.reference: (one.content == {}, one.submitted_content) for one in Submission.objects.all()}
    assert said == {"alt": (True, {}), "neu": (False, {"name": "x"})}
    assert Question.objects.get().submission.reference == "neu"


def test_invitations_go_30_days_after_their_end():
    organisation, by = OrganisationFactory(), UserFactory()
    for name, end in (("alt", ago(31)), ("neu", ago(29)), ("offen", ago(-5))):
        Invitation.objects.create(
            organisation=organisation, email=f"{name}@example.org", invited_by=by, expires_at=end
        )

    assert enforce("invitations") == 1
    assert not Invitation.objects.filter(email="alt@example.org").exists()


def test_accounts_that_nobody_used_go_after_a_week():
    UserFactory(email="alt@example.org", date_joined=ago(8))
    confirmed = UserFactory(date_joined=ago(8))
    EmailAddress.objects.create(user=confirmed, email=confirmed.email, verified=True)
    kept = [
        confirmed,
        UserFactory(date_joined=ago(6)),
        UserFactory(date_joined=ago(8), last_login=ago(8)),
        StaffFactory(date_joined=ago(8)),
        MembershipFactory(user__date_joined=ago(8)).user,
    ]

    assert enforce("users") == 1
    assert set(User.objects.all()) == set(kept)


def test_short_lived_rows_go_when_they_have_expired():
    for name, at in (("alt", ago(1)), ("neu", ago(-1))):
        Session.objects.create(session_key=name, session_data="", expire_date=at)
        Quota.objects.create(name=name, ends_at=at)
        FirstAnswer.objects.create(token=name, digest="")
    FirstAnswer.objects.filter(token="alt").update(created_at=ago(5))

    assert enforce("short-lived") == 3
    kept = [Session.objects.get().pk, Quota.objects.get().name, FirstAnswer.objects.get().token]
    assert kept == ["neu", "neu", "neu"]
