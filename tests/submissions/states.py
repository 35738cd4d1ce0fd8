"""Submissions in every state, as the verbs leave them."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from machinery.models import Letter
from submissions import review
from submissions.models import Role
from tests.factories import MembershipFactory, OrganisationFactory, StaffFactory, SubmissionFactory
from tests.machinery.test_once import in_threads

CONSENT = "2026-11"


def member_of(organisation, role=Role.ADMIN, **user):
    return MembershipFactory(organisation=organisation, role=role, **user).user


def submitted(organisation=None, by=None, **fields):
    """A submission that waits for staff; its letters are gone."""
    organisation = organisation or OrganisationFactory()
    by = by or member_of(organisation)
    submission = SubmissionFactory(organisation=organisation, **fields)
    submission = review.submit(submission, by=by, version=submission.version, consent_version=CONSENT)
    Letter.objects.all().delete()
    return submission


def in_state(status):
    """A submission in this state, its member, and a member of the staff."""
    staff = StaffFactory()
    if status == "draft":
        submission = SubmissionFactory()
        return submission, member_of(submission.organisation), staff
    submission = submitted()
    member = submission.organisation.members.get()
    version = submission.submitted_version
    moves = {
        "submitted": lambda: submission,
        "question": lambda: review.ask(submission, {"website": "Stimmt das?"}, by=staff, version=version),
        "accepted": lambda: review.accept(submission, by=staff, version=version),
        "rejected": lambda: review.reject(
            submission, by=staff, reason="no-ai", explanation="", version=version
        ),
        "withdrawn": lambda: review.withdraw(submission, by=member),
    }
    submission = moves[status]()
    Letter.objects.all().delete()
    return submission, member, staff


def write(submission, **content):
    """A member changes the content, as saving the form does."""
    submission.content = submission.content | content
    submission.version += 1
    submission.saved_at = timezone.now()
    submission.save()
    return submission


def at_once(*functions):
    """Run them at the same time, on SQLite (one connection in memory) one after the other; what each returned
    or raised."""
    if connection.vendor == "sqlite":
        return [_outcome(function) for function in functions]
    return in_threads(*functions)


def _outcome(function):
    try:
        return function()
    except ValidationError as error:
        return error


def letters_to(address):
    return [letter for letter in Letter.objects.order_by("pk") if letter.recipients == [address]]
