"""What the companies' side keeps after a decision, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from machinery import retention
from submissions import review
from submissions.models import Activity, Submission
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=3 * 365)


@pytest.fixture
def withdrawn():
    """Saved three years ago, withdrawn just now."""
    membership = MembershipFactory()
    draft = SubmissionFactory(
        organisation=membership.organisation, created_by=membership.user, saved_at=timezone.now() - LONG_AGO
    )
    review.withdraw(draft, by=membership.user)
    return draft


def enforce():
    (rule,) = (one for one in retention.rules() if one.name == "submissions")
    return retention.enforce(rule)


def test_just_withdrawn_submission_keeps_what_was_typed(withdrawn):
    assert enforce() == 0
    assert Submission.objects.get().content == withdrawn.content


def test_submission_withdrawn_long_ago_is_emptied(withdrawn):
    Activity.objects.update(at=timezone.now() - LONG_AGO)

    assert enforce() == 1
    left = Submission.objects.get()
    assert (left.content, left.status) == ({}, "withdrawn")
