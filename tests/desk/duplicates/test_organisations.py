"""What becomes of members, submissions and claims when staff make one entry of two."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.duplicates.merging import merge, unmerge
from landkarte.models import Entry
from submissions import review
from submissions.drafts import begin
from submissions.models import (
    Activity,
    Claim,
    FreshnessLetter,
    Invitation,
    Membership,
    Organisation,
    Role,
    Submission,
)
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory, StaffFactory
from tests.submissions.states import at_once, member_of, submitted, write
from tests.tables import all_rows, differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def houses():
    """What stays and what goes, each with members of its own."""
    more = {"industries": ["energy"], "focuses": ["vision"]}
    return [OrganisationFactory(entry=EntryFactory(name=name, **more)) for name in ("Alpha", "Alpha GmbH")]


def claimed(entry, user, **more):
    return Claim.objects.create(
        reference=f"I-2026-{Claim.objects.count():06}",
        entry=entry,
        user=user,
        evidence="domain",
        due_on=timezone.localdate(),
        objection_until=timezone.localdate(),
        **more,
    )


def invited(organisation, by):
    return Invitation.objects.create(
        organisation=organisation, email="neu@example.org", invited_by=by, expires_at=timezone.now()
    )


def changing(organisation):
    """A draft of a change to the entry of this organisation, and its member."""
    member = member_of(organisation)
    return begin(organisation, kind=organisation.entry.kind, entry=organisation.entry, by=member), member


def refused(kept, gone, by, values=None):
    with pytest.raises(ValidationError) as refusal:
        merge(kept, gone, values or {}, by=by)
    return refusal.value.code


def test_members_of_the_merged_entry_act_for_the_other(staff):
    kept, theirs = EntryFactory(name="Alpha"), OrganisationFactory(entry=EntryFactory(name="Alpha GmbH"))
    member = member_of(theirs)

    merge(kept, theirs.entry, {}, by=staff)

    theirs.refresh_from_db()
    assert (theirs.entry, theirs.name, list(theirs.members.all())) == (kept, "Alpha", [member])


def test_members_of_both_meet_in_one_organisation_with_the_greater_role(houses, staff):
    ours, theirs = houses
    both = member_of(ours, Role.EDITOR)
    MembershipFactory(organisation=theirs, user=both, role=Role.ADMIN)
    other = member_of(theirs, Role.EDITOR)
    invited(theirs, both)

    merge(ours.entry, theirs.entry, {}, by=staff)

    assert list(Organisation.objects.all()) == [ours]
    assert dict(ours.memberships.values_list("user", "role")) == {both.pk: "admin", other.pk: "editor"}
    assert Invitation.objects.get().organisation == ours


def test_unmerge_leaves_every_table_as_before(houses, staff):
    ours, theirs = houses
    both = member_of(ours, Role.EDITOR)
    MembershipFactory(organisation=theirs, user=both, role=Role.ADMIN)
    invited(theirs, both)
    submitted(theirs, both)
    changing(theirs)
    person = member_of(OrganisationFactory())
    for house in houses:
        claimed(house.entry, person)
        FreshnessLetter.objects.create(entry=house.entry, user=both, cycle=timezone.localdate(), stage=0)
    before = all_rows(without={"updated_at"})

    done = merge(ours.entry, theirs.entry, {}, by=staff)
    changed = differences(before, all_rows(without={"updated_at"})).keys()
    left = unmerge(done, by=staff)

    models = Organisation, Membership, Invitation, Submission, Activity, Claim, FreshnessLetter
    assert changed >= {model._meta.label for model in models}
    assert left == []
    assert differences(before, all_rows(without={"updated_at"})) == {}


def test_draft_of_a_change_goes_on_with_the_entry_that_stays(houses, staff):
    ours, theirs = houses
    draft, member = changing(theirs)
    write(draft, founded=1999)

    merge(ours.entry, theirs.entry, {}, by=staff)
    draft.refresh_from_db()
    draft = review.submit(draft, by=member, version=draft.version, consent_version="2026-11")
    review.accept(draft, by=staff, version=draft.submitted_version)

    entry = Entry.objects.get(pk=ours.entry_id)
    assert (entry.founded, entry.name) == (1999, "Alpha")


def test_change_decided_since_stays_with_the_entry_that_got_it(houses, staff):
    ours, theirs = houses
    draft, member = changing(theirs)
    write(draft, founded=1999)
    done = merge(ours.entry, theirs.entry, {}, by=staff)
    draft.refresh_from_db()
    draft = review.submit(draft, by=member, version=draft.version, consent_version="2026-11")
    review.accept(draft, by=staff, version=draft.submitted_version)

    left = unmerge(done, by=staff)

    assert (Submission.objects.get().entry, left) == (ours.entry, ["Einreichung"])


def test_two_open_changes_are_refused(houses, staff):
    for house in houses:
        changing(house)

    assert refused(*(house.entry for house in houses), staff) == "open"


def test_open_change_of_an_organisation_that_would_lose_the_entry_is_refused(houses, staff):
    theirs = houses[1]
    products = [EntryFactory(kind="product", organisation=house.entry) for house in houses]
    begin(theirs, kind="product", entry=products[1], by=member_of(theirs))

    assert refused(*products, staff) == "not-theirs"
    merge(*products, {"organisation": "gone"}, by=staff)
    assert Submission.objects.get().entry == products[0]


def test_open_change_of_another_kind_is_refused(houses, staff):
    ours, theirs = houses
    changing(theirs)
    Entry.objects.filter(pk=theirs.entry_id).update(kind="initiative")
    Submission.objects.update(kind="initiative")

    assert refused(ours.entry, theirs.entry, staff) == "other-kind"


def test_open_claim_is_for_staff_to_decide_from_then_on(houses, staff):
    ours, theirs = houses
    person, other = member_of(OrganisationFactory()), member_of(OrganisationFactory())
    first, second = claimed(theirs.entry, person), claimed(theirs.entry, other)
    claimed(ours.entry, other)

    merge(ours.entry, theirs.entry, {}, by=staff)

    for claim in (first, second):
        claim.refresh_from_db()
    assert (first.entry, first.evidence, first.objection_until) == (ours.entry, "staff", None)
    assert (second.entry, second.status) == (ours.entry, "withdrawn")


def test_person_who_was_erased_since_does_not_come_back(houses, staff):
    ours, theirs = houses
    both = member_of(ours)
    MembershipFactory(organisation=theirs, user=both)
    done = merge(ours.entry, theirs.entry, {}, by=staff)
    both.delete()

    left = unmerge(done, by=staff)

    assert (left, Membership.objects.count()) == (["Mitgliedschaft"], 0)
    assert Organisation.objects.get(entry=theirs.entry).name == "Alpha GmbH"


@pytest.mark.django_db(transaction=True)
def test_merging_and_accepting_at_once_do_not_wait_for_each_other(staff, houses):
    ours, theirs = houses
    own = submitted(theirs, kind="product")
    accept = partial(review.accept, own, by=staff, version=own.submitted_version)
    results = at_once(accept, lambda: merge(ours.entry, theirs.entry, {}, by=staff))

    assert [type(result).__name__ for result in results] == ["Submission", "Merge"]
    own.refresh_from_db()
    assert own.organisation == ours
    assert Entry.objects.get(kind="product").organisation == ours.entry
