"""A decision is undone within ten minutes, and everything says again what it said before."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.entries import moderation
from landkarte.models import Entry
from machinery import outbox
from machinery.models import Letter
from machinery.publishing import current_version
from submissions import review, undoing
from submissions.content import content_of
from submissions.models import Decision, Organisation, Submission
from tests.factories import EntryFactory, IndustryFactory, OrganisationFactory, StaffFactory
from tests.submissions.acceptances import accept, change_to
from tests.submissions.states import at_once, submitted, write
from tests.submissions.test_accepting import bytes_of, picture
from tests.submissions.test_review import reject, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """An organisation with its published entry."""
    entry = EntryFactory(slug="muster", name="Muster GmbH", size="sme", focuses=["robotics"])
    return OrganisationFactory(entry=entry)


def undo(submission, by=None):
    return review.undo(submission, by=by or StaffFactory())


def refused(submission):
    with pytest.raises(ValidationError) as caught:
        undo(submission)
    return caught.value.error_list[0].code


def tables():
    """All that a decision may change, but for the version of the data."""
    return [
        serializers.serialize("json", model.objects.order_by("pk")) for model in (Entry, Organisation)
    ] + [list(Submission.objects.order_by("pk").values())]


def test_change_that_is_undone_leaves_every_table_as_before(own):
    IndustryFactory(slug="energy")
    own.entry.logo.save("alt.png", picture("blue"))
    submission = change_to(
        own.entry, own, name="Muster AG", summary_de="Neu.", industries=["energy"], founded=1999, logo=""
    )
    before, name = tables(), own.entry.logo.name
    bytes_before = bytes_of(own.entry.logo)
    accept(submission)
    assert Entry.objects.get().name == "Muster AG"

    undo(submission)

    entry = Entry.objects.get()
    assert bytes_of(entry.logo) == bytes_before
    Entry.objects.update(logo=name)  # the picture is the same, under another name
    assert tables() == before


def test_undone_change_counts_as_no_news(own):
    before = Entry.objects.with_news().get().changed_at
    submission = accept(change_to(own.entry, own, summary_de="Neu."))
    assert Entry.objects.with_news().get().changed_at != before
    version = current_version()

    undo(submission)

    lines = list(own.entry.history.values_list("history_change_reason", flat=True))
    assert lines[:2] == [f"undo {submission.reference}", f"undone {submission.reference}"]
    assert Entry.objects.with_news().get().changed_at == before
    assert current_version() > version


def test_new_entry_that_is_undone_is_gone(client, own):
    submission = submitted(own)
    accept(submission)

    undone = undo(submission)

    assert (undone.status, undone.entry, undone.decided_at) == ("submitted", None, None)
    assert list(Entry.objects.all()) == [own.entry]
    assert client.get("/eintraege/werkstatthelfer/").status_code == 404
    assert client.get("/api/v1/map/?q=werkstatthelfer").json()["total"] == 0
    assert Submission.objects.get().submitted_content == submission.submitted_content


def test_first_entry_that_is_undone_unbinds_the_organisation():
    organisation = OrganisationFactory(entry=None, name="Getippt")
    submission = submitted(organisation, kind="company")
    accept(submission)

    undo(submission)

    organisation.refresh_from_db()
    assert (organisation.entry, organisation.name, Entry.objects.count()) == (None, "Getippt", 0)


def test_new_entry_that_somebody_reported_goes_off_the_map_and_stays(client, own):
    entry = accept(submission := submitted(own)).entry
    claim = entry.claims.create(
        reference="I-1", user=StaffFactory(), evidence="staff", due_on=timezone.localdate()
    )

    undo(submission)

    entry.refresh_from_db()
    assert (entry.status, claim.entry) == ("unpublished", entry)
    assert client.get("/eintraege/werkstatthelfer/").status_code == 404


def test_letter_waits_for_ten_minutes_and_never_leaves_once_undone(own):
    submission = accept(submitted(own))
    letter = Letter.objects.get()
    assert letter.next_try_at > submission.decided_at + undoing.UNDO_FOR
    assert outbox.send_due() == 0

    undo(submission)

    assert Letter.objects.count() == 0


def test_rejection_is_undone(own):
    submission = reject(submitted(own), StaffFactory())

    undone = undo(submission)

    assert (undone.status, undone.reason, undone.explanation, undone.decided_by) == (
        "submitted",
        "",
        "",
        None,
    )
    assert Letter.objects.count() == 0
    assert verbs(undone) == ["submitted", "rejected", "undone"]


def test_question_is_open_again_after_undoing(own):
    submission = submitted(own)
    review.ask(submission, {"": "Wirklich?"}, by=StaffFactory(), version=1)
    accept(submission)

    assert undo(submission).status == "question"


def test_undone_submission_is_accepted_again(own):
    submission = accept(submitted(own))
    undo(submission)

    entry = accept(submission).entry

    assert (entry.slug, Letter.objects.count()) == ("werkstatthelfer", 1)


# -- Refused ------------------------------------------------------------------------------------------


def test_undoing_is_refused_after_ten_minutes(own):
    submission = accept(submitted(own))
    before = timezone.now() - timedelta(minutes=10, seconds=1)
    Decision.objects.update(at=before)
    Submission.objects.update(decided_at=before)

    assert refused(submission) == "late"
    assert (Letter.objects.count(), undoing.undoable_until(Submission.objects.get())) == (1, None)


def test_undoing_twice_is_refused(own):
    submission = accept(submitted(own))
    undo(submission)

    assert refused(submission) == "undone"


def test_undoing_is_refused_when_the_entry_was_changed_since(own):
    submission = accept(change_to(own.entry, own, summary_de="Neu."))
    moderation.unpublish(own.entry, by=StaffFactory())

    assert refused(submission) == "gone-on"
    assert (Entry.objects.get().summary_de, Submission.objects.get().status) == ("Neu.", "accepted")


def test_undoing_is_refused_when_something_belongs_to_the_entry():
    organisation = OrganisationFactory(entry=None)
    first = accept(submitted(organisation, kind="company"))
    accept(submitted(organisation))

    assert refused(first) == "gone-on"


def test_draft_that_goes_on_is_folded_back(own):
    submission = write(submitted(own), website="https://spaeter.example.org")
    accept(submission)
    assert Submission.objects.count() == 2

    undo(submission)

    only = Submission.objects.get()
    assert (only.status, only.content["website"]) == ("submitted", "https://spaeter.example.org")


def test_undoing_is_refused_when_members_work_on_the_draft(own):
    submission = write(submitted(own), website="https://spaeter.example.org")
    accept(submission)
    write(Submission.objects.get(status="draft"), website="https://noch-spaeter.example.org")

    assert refused(submission) == "gone-on"
    assert Submission.objects.filter(status="draft").count() == 1


def test_undoing_is_refused_when_members_began_again(own):
    submission = reject(submitted(own), StaffFactory())
    review.begin_again(submission, by=own.members.get())

    assert refused(submission) == "gone-on"


def test_kept_picture_goes_when_nobody_can_undo_any_more(own):
    own.entry.logo.save("alt.png", picture("blue"))
    accept(change_to(own.entry, own, logo=""))
    kept = Decision.objects.get().logo
    assert kept.storage.exists(kept.name)
    Decision.objects.update(at=timezone.now() - timedelta(hours=1))

    assert undoing.finish() == 1
    assert (undoing.finish(), Decision.objects.get().before, Decision.objects.get().logo.name) == (0, {}, "")


@pytest.mark.django_db(transaction=True)
def test_of_undoing_and_changing_at_once_both_are_told(own):
    submission, staff = accept(submitted(own)), StaffFactory()

    results = at_once(lambda: undo(submission, by=staff), lambda: undo(submission, by=staff))

    assert sorted(type(result).__name__ for result in results) == ["Submission", "ValidationError"]
    assert content_of(own.entry)["name"] == "Muster GmbH"
    assert (Submission.objects.get().status, Entry.objects.count()) == ("submitted", 1)
