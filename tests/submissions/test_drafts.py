"""Drafts begin once and are never overwritten unseen."""

import pytest

from landkarte.models import Entry
from machinery.models import Letter
from submissions import drafts
from submissions.models import Activity, Submission
from tests.factories import (
    EntryFactory,
    MembershipFactory,
    OrganisationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.submissions.states import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory()


def begin(member, kind=Entry.Kind.PRODUCT, entry=None):
    return drafts.begin(member.organisation, kind=kind, by=member.user, entry=entry)


def test_change_begins_with_what_the_entry_says(member):
    entry = member.organisation.entry
    draft = begin(member, entry.kind, entry)

    assert (draft.entry, draft.kind, draft.content["name"]) == (entry, entry.kind, entry.name)
    assert draft.base == draft.content
    assert [(one.verb, one.actor) for one in Activity.objects.all()] == [("begun", member.user)]


def test_second_change_is_the_open_one(member):
    entry = member.organisation.entry

    assert begin(member, entry.kind, entry) == begin(member, entry.kind, entry)
    assert Submission.objects.count() == 1


def test_new_change_begins_after_the_last_is_withdrawn(member):
    entry = member.organisation.entry
    first = begin(member, entry.kind, entry)
    Submission.objects.filter(pk=first.pk).update(status="withdrawn")

    assert begin(member, entry.kind, entry) != first


def moved(member):
    """A product whose change a member of its organisation has begun, and that now belongs to another's."""
    product = EntryFactory(kind="product", organisation=member.organisation.entry)
    other = MembershipFactory()
    return begin(member, entry=product), other, product


def test_change_by_who_lost_the_entry_is_withdrawn_by_the_clock(member):
    old, other, product = moved(member)
    Entry.objects.filter(pk=product.pk).update(organisation=other.organisation.entry)
    new = begin(other, entry=Entry.objects.get(pk=product.pk))
    old.refresh_from_db()

    assert (old.status, new.status, new.organisation) == ("withdrawn", "draft", other.organisation)
    assert list(old.activities.values_list("verb", "actor").order_by("pk")) == [
        ("begun", member.user.pk),
        ("withdrawn", None),
    ]


def test_who_lost_the_entry_is_told_when_it_was_submitted():
    product = EntryFactory(kind="product")
    sender = MembershipFactory(organisation=OrganisationFactory(entry=product.organisation))
    old = submitted(sender.organisation, sender.user, entry=product)
    other = MembershipFactory()
    Entry.objects.filter(pk=product.pk).update(organisation=other.organisation.entry)
    begin(other, entry=Entry.objects.get(pk=product.pk))

    assert [letter.recipients for letter in Letter.objects.all()] == [[sender.user.email]]
    assert Submission.objects.get(pk=old.pk).status == "withdrawn"


def test_change_by_another_organisation_that_owns_the_entry_too_stays(member):
    institute = MembershipFactory(organisation__entry__kind="research")
    entry = institute.organisation.entry
    Entry.objects.filter(pk=entry.pk).update(organisation=member.organisation.entry)
    entry.refresh_from_db()
    begun = begin(member, entry=entry)

    with pytest.raises(drafts.TakenError) as taken:
        begin(institute, entry=entry)
    assert taken.value.organisation == member.organisation
    assert list(Submission.objects.open()) == [begun]


def test_product_takes_place_and_website_from_its_organisation(member):
    Entry.objects.filter(pk=member.organisation.entry_id).update(
        website="https://www.example.org", street="Domplatz 1"
    )
    member.organisation.refresh_from_db()
    content = begin(member).content

    assert (content["website"], content["street"], content["ags"], content["city"]) == (
        "https://www.example.org",
        "Domplatz 1",
        "05315000",
        "Köln",
    )
    assert (content["name"], content["summary_de"]) == ("", "")


def test_products_of_an_organisation_are_drafts_of_their_own(member):
    assert begin(member) != begin(member)


def test_organisation_without_entry_has_one_draft_of_itself():
    member = MembershipFactory(organisation=OrganisationFactory(entry=None, name="Muster GmbH"))
    first = begin(member, Entry.Kind.COMPANY)

    assert first.content["name"] == "Muster GmbH"
    assert begin(member, Entry.Kind.RESEARCH) == first


def test_organisation_begins_again_with_what_was_withdrawn():
    member = MembershipFactory(organisation=OrganisationFactory(entry=None, name="Muster GmbH"))
    first = begin(member, Entry.Kind.COMPANY)
    saved = drafts.save(
        first, first.content | {"summary_de": "Getippt.", "logo": "x"}, version=1, by=member.user
    )
    Submission.objects.filter(pk=saved.pk).update(status="withdrawn")
    again = begin(member, Entry.Kind.COMPANY)

    assert (again.content["summary_de"], again.content["logo"]) == ("Getippt.", "")


@pytest.mark.parametrize(("has_entry", "fitting"), [(True, "product"), (False, "company")])
def test_kinds_fit_what_is_there(has_entry, fitting):
    organisation = OrganisationFactory() if has_entry else OrganisationFactory(entry=None)

    assert {"company", "product"} & set(drafts.fitting_kinds(organisation)) == {fitting}


def test_save_counts_the_version_and_names_who_saved(member):
    draft, other = SubmissionFactory(organisation=member.organisation), UserFactory()
    saved = drafts.save(draft, draft.content | {"name": "Neu"}, version=1, by=other, section="place")

    assert (saved.version, saved.content["name"], saved.saved_by, saved.section) == (2, "Neu", other, "place")


def test_save_of_the_same_changes_nothing(member):
    draft = SubmissionFactory(organisation=member.organisation)

    assert drafts.save(draft, draft.content, version=1, by=member.user).version == 1


def test_save_upon_an_older_version_is_a_conflict(member):
    draft = SubmissionFactory(organisation=member.organisation)
    drafts.save(draft, draft.content | {"name": "Erste"}, version=1, by=member.user, page="eins")

    with pytest.raises(drafts.ConflictError) as conflict:
        drafts.save(draft, draft.content | {"name": "Zweite"}, version=1, by=member.user, page="zwei")
    draft.refresh_from_db()

    assert conflict.value.current.content["name"] == draft.content["name"] == "Erste"


def test_page_whose_answer_was_lost_is_no_conflict_with_itself(member):
    draft = SubmissionFactory(organisation=member.organisation)
    drafts.save(draft, draft.content | {"name": "Erste"}, version=1, by=member.user, page="eins")
    saved = drafts.save(draft, draft.content | {"name": "Zweite"}, version=1, by=member.user, page="eins")

    assert (saved.version, saved.content["name"]) == (3, "Zweite")


@pytest.mark.parametrize("status", ["withdrawn", "accepted", "rejected"])
def test_closed_submission_cannot_be_saved(member, status):
    draft = SubmissionFactory(organisation=member.organisation)
    SubmissionFactory._meta.model.objects.filter(pk=draft.pk).update(
        status=status,
        **{}
        if status == "withdrawn"
        else {
            "reference": "E-2026-1",
            "submitted_at": draft.saved_at,
            "submitted_content": {},
            "submitted_version": 1,
            "due_on": "2026-12-01",
            "decided_at": draft.saved_at,
            "reason": "other" if status == "rejected" else "",
        },
    )

    with pytest.raises(drafts.ClosedError):
        drafts.save(draft, draft.content | {"name": "Zu spät"}, version=1, by=member.user)


def test_product_of_a_new_organisation_takes_its_place_from_the_submission():
    member = MembershipFactory(organisation=OrganisationFactory(entry=None, name="Muster GmbH"))
    own = begin(member, Entry.Kind.COMPANY)
    drafts.save(own, own.content | {"city": "Hagen", "ags": None}, version=1, by=member.user)

    assert begin(member, Entry.Kind.PRODUCT).content["city"] == "Hagen"
