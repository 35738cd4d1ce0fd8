"""Claims, by their verbs: what is clear at once, who is heard, and what staff decide."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.models import Entry
from submissions import claims
from submissions.models import Activity, Claim, Membership, Organisation, Role
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory, StaffFactory, UserFactory
from tests.submissions.claiming import claimed, days_later, letters, roles, texts_to
from tests.submissions.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return EntryFactory(name="Alpha", slug="alpha", website="https://www.alpha.example")


@pytest.fixture
def owner(entry):
    return MembershipFactory(organisation=OrganisationFactory(entry=entry), user__email="eva@beta.example")


# -- What is clear at once -----------------------------------------------------------------------------


def test_address_at_the_domain_of_an_entry_without_owner_is_enough(entry):
    claim = claimed(entry)

    assert (claim.status, claim.evidence, claim.decided_by) == ("accepted", "domain", None)
    assert roles(entry) == [("ada@alpha.example", "admin")]
    assert Organisation.objects.get().name == "Alpha"
    assert letters() == [("ada@alpha.example", f"Angenommen: Ihr Anspruch {claim.reference} auf Alpha")]
    verbs = Activity.objects.order_by("pk").values_list("verb", "actor__email", "by_staff")
    assert list(verbs) == [("claim-accepted", None, False), ("joined", "ada@alpha.example", False)]


@pytest.mark.parametrize(
    ("website", "address"),
    [
        ("https://www.alpha.example", "ada@beta.example"),
        ("", "ada@alpha.example"),
        ("https://alpha.github.io", "ada@alpha.github.io"),
        ("https://gmail.com", "ada@gmail.com"),
        ("https://alpha.example/lehrstuhl/ki", "ada@alpha.example"),
    ],
)
def test_without_evidence_staff_decide(entry, website, address):
    Entry.objects.update(website=website)
    entry.refresh_from_db()
    claim = claimed(entry, address)

    assert (claim.status, claim.evidence, claim.objection_until) == ("open", "staff", None)
    assert claim.reference.startswith("I-")
    assert not Membership.objects.exists()
    assert letters() == [(address, f"Ihr Anspruch {claim.reference}: Alpha")]


def test_unconfirmed_address_is_no_evidence(entry):
    claim = claims.claim(entry, by=UserFactory(email="ada@alpha.example"), message="")

    assert (claim.status, claim.evidence) == ("open", "staff")


def test_host_of_several_organisations_is_nobodys_own(entry):
    EntryFactory(kind="research", website="https://alpha.example/de")

    assert claimed(entry).status == "open"


@pytest.mark.parametrize("kind", ["research", "product"])
def test_house_with_another_entry_below_its_host_is_nobodys_own(entry, kind):
    EntryFactory(kind=kind, organisation=None, website="https://ki.alpha.example/start")

    assert claimed(entry).status == "open"


def test_entry_with_a_name_that_ends_alike_does_no_harm(entry):
    EntryFactory(website="https://notalpha.example")

    assert claimed(entry).status == "accepted"


def test_research_institute_is_decided_by_staff_alone():
    institute = EntryFactory(kind="research", website="https://www.uni.example")
    claim = claimed(institute, "ada@uni.example")

    assert (claim.status, claim.evidence) == ("open", "staff")


def test_product_of_the_organisation_shares_its_host_without_harm(entry):
    EntryFactory(kind="product", organisation=entry, website="https://produkt.alpha.example")

    assert claimed(entry).status == "accepted"


def test_who_was_refused_once_is_not_accepted_by_the_clock(entry):
    claim = claimed(entry, "ada@beta.example")
    claims.reject(claim, by=StaffFactory(), explanation="Bitte schreiben Sie von Ihrer Firmenadresse.")
    Entry.objects.update(website="https://beta.example")
    entry.refresh_from_db()

    assert claims.claim(entry, by=claim.user, message="").evidence == "staff"


def test_former_member_is_not_accepted_by_the_clock(entry):
    claim = claimed(entry)
    Membership.objects.all().delete()

    assert claims.claim(entry, by=claim.user, message="").status == "open"


def test_organisation_without_members_owns_nothing(entry):
    organisation = OrganisationFactory(entry=entry)

    assert claimed(entry).status == "accepted"
    assert Membership.objects.get().organisation == organisation


# -- What a claim is about -------------------------------------------------------------------------------


def test_claim_on_a_product_is_about_its_organisation(entry):
    product = EntryFactory(kind="product", organisation=entry, website="https://produkt.example")

    assert claimed(product, "ada@produkt.example").evidence == "staff"
    assert claimed(product).entry == entry
    assert roles(entry) == [("ada@alpha.example", "admin")]


def test_claim_on_an_institute_is_about_the_institute(entry):
    institute = EntryFactory(kind="initiative", organisation=entry, website="https://ki.alpha.example")
    claim = claimed(institute, "ada@ki.alpha.example")

    assert (claim.entry, claim.status) == (institute, "accepted")
    assert roles(entry) == []


def test_owner_of_the_university_is_heard_about_its_institute(entry, owner):
    institute = EntryFactory(kind="initiative", organisation=entry, website="https://ki.alpha.example")
    claim = claimed(institute, "ada@ki.alpha.example")
    days_later(claim)

    assert claim.status == "open"
    assert claims.settle_due() == [claim.reference]
    assert roles(institute) == [("ada@ki.alpha.example", "admin")]
    assert roles(entry) == [("eva@beta.example", "admin")]


def test_entry_that_belongs_to_nobody_is_claimed_itself():
    alone = EntryFactory(kind="best_practice", website="https://alpha.example")

    assert claimed(alone).entry == alone


# -- A present owner ---------------------------------------------------------------------------------------


def test_owner_is_told_and_has_seven_days(entry, owner):
    MembershipFactory(organisation=owner.organisation, role=Role.EDITOR)
    second = MembershipFactory(organisation=owner.organisation, user__email="uta@beta.example")
    claim = claimed(entry)

    assert claim.status == "open"
    assert claim.objection_until == timezone.localdate() + timedelta(days=7)
    assert [receiver for receiver, _subject in letters()] == [
        "ada@alpha.example",
        "eva@beta.example",
        second.user.email,
    ]
    assert claim.user.pk not in owner.organisation.memberships.values_list("user", flat=True)


def test_owner_without_admin_is_told_all_the_same(entry):
    MembershipFactory(
        organisation=OrganisationFactory(entry=entry), role=Role.EDITOR, user__email="eva@beta.example"
    )
    claimed(entry)

    assert "eva@beta.example" in [receiver for receiver, _subject in letters()]


def test_letter_to_the_owner_holds_nothing_of_the_claimer(entry, owner):
    claimed(entry, message="Kaufen Sie Uhren auf http://boese.example")
    (text,) = texts_to("eva@beta.example")

    assert "ada@alpha.example" not in text
    assert "boese" not in text


@pytest.mark.parametrize("address", ["ada@alpha.example", "ada@gmx.de"])
def test_answer_to_the_claimer_is_the_same_with_and_without_owner(entry, address):
    """Where it is open: no name of an owner, no sign that there is one."""
    owned = EntryFactory(name="Alpha", website="https://alpha.example/x/y")
    MembershipFactory(organisation=OrganisationFactory(entry=owned), user__email="eva@beta.example")
    Entry.objects.update(website="https://alpha.example/x/y")
    ada = person(address)
    made = [claims.claim(Entry.objects.get(pk=one.pk), by=ada, message="") for one in (entry, owned)]
    texts = [text.replace(claim.reference, "") for claim, text in zip(made, texts_to(address), strict=True)]

    assert claims.answer_by(made[0]) == claims.answer_by(made[1])
    assert made[0].due_on == made[1].due_on
    assert texts[0] == texts[1]
    assert made[0].due_on < claims.answer_by(made[0])


def test_settling_waits_for_the_eighth_day(entry, owner):
    claim = claimed(entry)

    days_later(claim, 7)
    assert claims.settle_due() == []
    days_later(claim, 1)
    assert claims.settle_due() == [claim.reference]
    assert claims.settle_due() == []
    assert roles(entry) == [("ada@alpha.example", "admin"), ("eva@beta.example", "admin")]


def test_claimer_without_evidence_is_never_settled_by_the_clock(entry, owner):
    claim = claimed(entry, "ada@gmx.de")
    days_later(claim, 30)

    assert claims.settle_due() == []
    assert roles(entry) == [("eva@beta.example", "admin")]


@pytest.mark.parametrize("lost", ["address", "website", "account", "published"])
def test_evidence_that_is_gone_makes_it_a_question_for_staff(entry, owner, lost):
    claim = claimed(entry)
    days_later(claim)
    if lost == "address":
        claim.user.emailaddress_set.all().delete()
    elif lost == "website":
        Entry.objects.update(website="https://neu.example")
    elif lost == "published":
        Entry.objects.update(status="unpublished")
    else:
        claim.user.is_active = False
        claim.user.save()

    assert claims.settle_due() == []
    claim.refresh_from_db()
    assert (claim.status, claim.evidence) == ("open", "staff")


def test_objection_stops_the_clock(entry, owner):
    claim = claims.object_to(claimed(entry), by=owner.user, text="Sie arbeitet nicht mehr hier.")
    days_later(claim)

    assert claims.settle_due() == []
    assert claim.objection == "Sie arbeitet nicht mehr hier."
    assert Activity.objects.filter(verb="objected", organisation=owner.organisation).count() == 1


@pytest.mark.parametrize("who", ["editor", "claimer", "stranger", "late", "twice", "decided"])
def test_nobody_else_objects(entry, owner, who):
    claim = claimed(entry)
    by = owner.user
    if who == "editor":
        by = MembershipFactory(organisation=owner.organisation, role=Role.EDITOR).user
    elif who == "claimer":
        by = claim.user
    elif who == "stranger":
        by = MembershipFactory().user
    elif who == "late":
        days_later(claim)
    elif who == "twice":
        claims.object_to(claim, by=owner.user, text="Einmal.")
    else:
        claims.withdraw(claim, by=claim.user)
    before = Claim.objects.values().get()

    with pytest.raises(ValidationError):
        claims.object_to(claim, by=by, text="Noch einmal.")
    assert Claim.objects.values().get() == before
