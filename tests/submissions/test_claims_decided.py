"""Claims that staff decide, and claims made again or taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from machinery.limits import LimitReachedError
from machinery.models import Letter
from submissions import claims
from submissions.models import Claim
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory, StaffFactory
from tests.submissions.claiming import claimed, days_later, letters, roles, texts_to
from tests.submissions.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def entry():
    return EntryFactory(name="Alpha", slug="alpha", website="https://www.alpha.example")


@pytest.fixture
def owner(entry):
    return MembershipFactory(organisation=OrganisationFactory(entry=entry), user__email="eva@beta.example")


# -- Staff ---------------------------------------------------------------------------------------------------


def test_staff_accept(entry):
    staff = StaffFactory()
    claim = claims.accept(claimed(entry, "ada@gmx.de"), by=staff)

    assert (claim.status, claim.decided_by) == ("accepted", staff)
    assert roles(entry) == [("ada@gmx.de", "admin")]
    assert letters()[-1] == ("ada@gmx.de", f"Angenommen: Ihr Anspruch {claim.reference} auf Alpha")


def test_staff_cannot_accept_while_the_owner_may_object(entry, owner):
    claim = claimed(entry, "ada@gmx.de")

    with pytest.raises(ValidationError):
        claims.accept(claim, by=StaffFactory())
    assert roles(entry) == [("eva@beta.example", "admin")]


@pytest.mark.parametrize("how", ["after the days", "after the objection"])
def test_staff_accept_once_the_owner_was_heard(entry, owner, how):
    claim = claimed(entry, "ada@gmx.de")
    if how == "after the days":
        days_later(claim)
    else:
        claims.object_to(claim, by=owner.user, text="Kennen wir nicht.")
    claims.accept(claim, by=StaffFactory())

    assert roles(entry) == [("ada@gmx.de", "admin"), ("eva@beta.example", "admin")]
    assert [receiver for receiver, _subject in letters()[-2:]] == ["ada@gmx.de", "eva@beta.example"]


def test_owner_who_came_later_is_heard_first(entry):
    early = claimed(entry, "ada@gmx.de")
    claimed(entry, "eva@alpha.example")

    claim = claims.accept(early, by=StaffFactory())

    assert (claim.status, claim.objection_until) == ("open", timezone.localdate() + timedelta(days=7))
    assert roles(entry) == [("eva@alpha.example", "admin")]
    assert letters()[-1][0] == "eva@alpha.example"


def test_staff_reject_with_a_text_that_stands_in_the_letter(entry):
    claim = claims.reject(claimed(entry, "ada@gmx.de"), by=StaffFactory(), explanation="Nicht <Sie> & Co.")

    assert (claim.status, roles(entry)) == ("rejected", [])
    assert letters()[-1] == ("ada@gmx.de", f"Abgelehnt: Ihr Anspruch {claim.reference} auf Alpha")
    assert "Nicht <Sie> & Co." in texts_to("ada@gmx.de")[-1]


def test_rejecting_needs_a_text(entry):
    with pytest.raises(ValidationError):
        claims.reject(claimed(entry, "ada@gmx.de"), by=StaffFactory(), explanation=" ")
    assert Claim.objects.get().is_open


@pytest.mark.parametrize("verb", ["accept", "reject", "withdraw"])
def test_decided_claim_stays_decided(entry, verb):
    claim = claimed(entry)
    more = {"explanation": "Doch nicht."} if verb == "reject" else {}
    sent = Letter.objects.count()

    with pytest.raises(ValidationError):
        getattr(claims, verb)(claim, by=claim.user, **more)
    assert roles(entry) == [("ada@alpha.example", "admin")]
    assert Letter.objects.count() == sent


# -- Again, back, and how often -----------------------------------------------------------------------------


def test_second_claim_of_the_same_person_is_the_first(entry):
    claim = claimed(entry, "ada@gmx.de")

    assert claims.claim(entry, by=claim.user, message="Anders.") == claim
    assert len(letters()) == 1


def test_member_cannot_claim(entry, owner):
    with pytest.raises(ValidationError):
        claims.claim(entry, by=owner.user, message="")
    assert not Claim.objects.exists()


def test_claim_is_withdrawn_by_who_made_it_alone(entry, owner):
    claim = claimed(entry)

    with pytest.raises(ValidationError):
        claims.withdraw(claim, by=owner.user)
    claims.withdraw(claim, by=claim.user)
    claim.refresh_from_db()

    assert (claim.status, roles(entry)) == ("withdrawn", [("eva@beta.example", "admin")])


def test_person_claims_five_in_an_hour(entry):
    ada = person("ada@gmx.de")
    for _number in range(5):
        claims.claim(EntryFactory(), by=ada, message="")

    with pytest.raises(LimitReachedError):
        claims.claim(entry, by=ada, message="")
    assert Claim.objects.count() == 5
