"""A change that waits for staff in the workshop, for tests that begin at their desk."""

from landkarte.models import Entry
from submissions import review
from submissions.content import content_of
from submissions.models import Membership, Organisation, Submission
from tests.browser.members import person


def add_change(slug, email, **changes):
    """The number and the key of a change to this entry that somebody of its organisation has submitted."""
    entry, user = Entry.objects.get(slug=slug), person(email)
    organisation, _is_new = Organisation.objects.get_or_create(entry=entry, defaults={"name": entry.name})
    Membership.objects.get_or_create(user=user, organisation=organisation, defaults={"role": "admin"})
    base = content_of(entry)
    submission = Submission.objects.create(
        organisation=organisation,
        entry=entry,
        kind=entry.kind,
        base=base,
        content={**base, **changes},
        version=1,
        created_by=user,
        saved_by=user,
    )
    submission = review.submit(submission, by=user, version=1, consent_version="2026-11")
    return f"change={submission.reference},{submission.pk}"


def new_change(workshop, slug, email, **changes):
    code = (
        f"from tests.browser.waiting import add_change; print(add_change({slug!r}, {email!r}, **{changes!r}))"
    )
    reference, key = workshop.manage("shell", "-c", code).partition("change=")[2].strip().split(",")
    return reference, f"/admin/submissions/submission/{key}/change/"
