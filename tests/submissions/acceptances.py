"""What is to be accepted, and how a test accepts it."""

import pytest
from django.core.exceptions import ValidationError

from landkarte.models import Entry
from machinery.models import Letter
from machinery.publishing import current_version
from machinery.refusals import refusals
from submissions import review
from submissions.content import content_of
from submissions.models import Submission
from tests.factories import StaffFactory, SubmissionFactory
from tests.submissions.states import submitted


def accept(submission, by=None):
    return review.accept(submission, by=by or StaffFactory(), version=submission.submitted_version)


def refused(submission):
    """The code of the refusal; nothing is changed by it."""
    before = Entry.objects.count(), current_version()
    with pytest.raises(ValidationError) as caught:
        accept(submission)
    assert (Entry.objects.count(), current_version()) == before
    assert Submission.objects.get(pk=submission.pk).status == "submitted"
    assert Letter.objects.count() == 0
    return refusals(caught.value)[0].code


def content(**changes):
    return SubmissionFactory.build(organisation=None).content | changes


def change_to(entry, organisation, **changes):
    """A submitted change to the entry that says something else in these fields."""
    base = content_of(entry)
    return submitted(
        organisation,
        kind=entry.kind,
        entry=entry,
        base=base,
        content={**base, "ai_relation": "KI.", **changes},
    )
