"""Closes what is open about an entry: its members take it back, or the clock does when it is nobody's."""

from submissions import review_letters
from submissions.activity import note
from submissions.models import Activity, Submission


def opened_about(entry):
    """The one open submission about the entry, whose ever it is, locked; or None. To be locked before the
    entry, as by whoever accepts it."""
    submissions = Submission.objects.open().filter(entry=entry).select_related("organisation", "entry")
    return submissions.select_for_update(of=("self",)).first()


def is_theirs(submission):
    """Whether the entry still belongs to the organisation, and that has members who could go on."""
    organisation = submission.organisation
    belongs = organisation.entries.filter(pk=submission.entry_id).exists()
    return belongs and organisation.memberships.exists()


def withdraw(submission, *, by):
    """Of an open submission, which the caller has locked; `by` is None when the clock does. Members are
    told of one that has a number."""
    submission.status = Submission.Status.WITHDRAWN
    submission.save(update_fields=["status"])
    note(
        Activity.Verb.WITHDRAWN,
        organisation=submission.organisation,
        by=by,
        submission=submission,
        subject=submission.name,
    )
    if submission.reference:
        review_letters.tell_members("withdrawn", submission)
    return submission
