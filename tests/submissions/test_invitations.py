"""Invitations: bound to an address, for 14 days, revocable; and the same answer for every address."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import addresses
from machinery.limits import LimitReachedError
from machinery.models import Letter
from submissions import memberships
from submissions.models import Invitation, Membership, Role
from tests.factories import EntryFactory, OrganisationFactory
from tests.submissions.members import member, organisation_with, person

ADMIN, EDITOR = Role.ADMIN, Role.EDITOR

pytestmark = pytest.mark.django_db


def invited(email="neu@example.org", role=EDITOR, **more):
    organisation, ada = organisation_with(ADMIN)
    invitation = memberships.invite(organisation, email=email, role=role, by=ada.user, **more)
    return invitation, ada.user


# -- Inviting ------------------------------------------------------------------------------------------


def test_invitation_is_for_two_weeks_and_one_address():
    invitation, ada = invited(" Neu@Example.ORG ")

    days = (invitation.expires_at - timezone.now()).total_seconds() / 86400
    assert (invitation.email, invitation.role, invitation.invited_by) == ("neu@example.org", EDITOR, ada)
    assert 13.99 < days <= 14
    assert [letter.recipients for letter in Letter.objects.all()] == [["neu@example.org"]]


def test_repeat_renews_the_invitation():
    invitation, ada = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    again = memberships.invite(invitation.organisation, email="NEU@example.org", role=ADMIN, by=ada)

    assert (again.pk, again.key, again.role) == (invitation.pk, invitation.key, ADMIN)
    assert list(Invitation.objects.open()) == [again]
    assert Letter.objects.count() == 2


def test_third_letter_of_a_day_stays_unwritten_and_the_invitation_counts():
    invitation, ada = invited()
    for _ in range(2):
        memberships.invite(invitation.organisation, email="neu@example.org", role=EDITOR, by=ada)

    assert Letter.objects.count() == 2
    assert list(Invitation.objects.open()) == [invitation]


def test_known_address_gets_the_same_letter_as_an_unknown_one():
    organisation, ada = organisation_with(ADMIN)
    person("bekannt@example.org")
    for email in ("bekannt@example.org", "fremd@example.org"):
        memberships.invite(organisation, email=email, role=EDITOR, by=ada.user)

    known, unknown = organisation.invitations.order_by("email")
    first, second = Letter.objects.order_by("pk")
    assert first.subject == second.subject
    assert first.text.replace(known.key, "KEY") == second.text.replace(unknown.key, "KEY")


def test_letter_is_in_the_language_of_who_is_known():
    organisation, ada = organisation_with(ADMIN)
    person("english@example.org", language="en")
    memberships.invite(organisation, email="english@example.org", role=EDITOR, by=ada.user)

    assert "%2Fen%2Faccount%2Finvitations%2F" in Letter.objects.get().text


@pytest.mark.parametrize("has_entry", [False, True])
def test_letter_to_a_stranger_holds_nothing_that_a_member_typed(has_entry):
    entry = EntryFactory(name="Angenommen GmbH") if has_entry else None
    organisation = OrganisationFactory(entry=entry, name="Kauft billig https://boese.example")
    ada = member(organisation, email="gewinnspiel@boese.example", name="Gewinnen Sie jetzt").user
    memberships.invite(organisation, email="fremd@example.org", role=EDITOR, by=ada)

    letter = Letter.objects.get()
    said = letter.subject + letter.text
    assert [word for word in ("Kauft", "boese", "Gewinn", "gewinn") if word in said] == []
    assert ("Angenommen GmbH" in said) is has_entry


def test_name_that_is_not_public_is_in_no_letter():
    entry = EntryFactory(name="Zurückgezogen AG", status="unpublished")
    organisation = OrganisationFactory(entry=entry)
    memberships.invite(organisation, email="fremd@example.org", role=EDITOR, by=member(organisation).user)

    assert "Zurückgezogen" not in Letter.objects.get().subject + Letter.objects.get().text


def test_member_is_not_invited_again():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)

    with pytest.raises(ValidationError, match="schon Mitglied"):
        memberships.invite(organisation, email=kim.user.email.upper(), role=ADMIN, by=ada.user)

    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_eleventh_invitation_of_a_day_waits():
    organisation, ada = organisation_with(ADMIN)
    for number in range(10):
        memberships.invite(organisation, email=f"a{number}@example.org", role=EDITOR, by=ada.user)

    with pytest.raises(LimitReachedError):
        memberships.invite(organisation, email="a10@example.org", role=EDITOR, by=ada.user)

    assert organisation.invitations.count() == 10


# -- Answering -----------------------------------------------------------------------------------------


def test_accepting_makes_a_member_and_tells_who_invited():
    invitation, ada = invited("neu@example.org", ADMIN)
    Letter.objects.all().delete()
    neu = person("neu@example.org")

    membership = memberships.accept_invitation(invitation, by=neu)

    assert (membership.user, membership.organisation, membership.role) == (
        neu,
        invitation.organisation,
        ADMIN,
    )
    assert list(Invitation.objects.open()) == []
    assert [letter.recipients for letter in Letter.objects.all()] == [[ada.email]]
    assert [line.verb for line in invitation.organisation.activities.order_by("pk")] == ["invited", "joined"]


def test_only_the_confirmed_address_accepts():
    invitation, _ada = invited("neu@example.org")
    stranger = person("fremd@example.org")

    with pytest.raises(ValidationError):
        memberships.accept_invitation(invitation, by=stranger)
    with pytest.raises(ValidationError):
        memberships.decline(invitation, by=stranger)

    assert list(Invitation.objects.open()) == [invitation]
    assert not stranger.memberships.exists()


def test_unconfirmed_address_accepts_nothing():
    invitation, _ada = invited("neu@example.org")
    unconfirmed = person("neu@example.org")
    unconfirmed.emailaddress_set.update(verified=False)
    assert addresses.confirmed_addresses(unconfirmed) == set()

    with pytest.raises(ValidationError):
        memberships.accept_invitation(invitation, by=unconfirmed)


def end_by_time(invitation, ada):
    Invitation.objects.update(expires_at=timezone.now())


def end_by_revoking(invitation, ada):
    memberships.revoke(invitation, by=ada)


def end_by_declining(invitation, ada):
    memberships.decline(invitation, by=person("neu@example.org"))


@pytest.mark.parametrize("end", [end_by_time, end_by_revoking, end_by_declining])
def test_invitation_that_is_over_lets_nobody_in(end):
    invitation, ada = invited("neu@example.org")
    end(invitation, ada)
    neu = addresses.person_with("neu@example.org") or person("neu@example.org")

    with pytest.raises(ValidationError, match="gilt nicht mehr"):
        memberships.accept_invitation(invitation, by=neu)

    assert not neu.memberships.exists()


def test_answered_invitation_is_not_answered_again():
    invitation, ada = invited("neu@example.org")
    neu = person("neu@example.org")
    memberships.accept_invitation(invitation, by=neu)

    for deed in (memberships.accept_invitation, memberships.decline):
        with pytest.raises(ValidationError):
            deed(invitation, by=neu)
    with pytest.raises(ValidationError):
        memberships.revoke(invitation, by=ada)

    assert neu.memberships.count() == 1


def test_member_who_accepts_keeps_the_higher_role():
    organisation, ada, kim = organisation_with(ADMIN, ADMIN)
    other = "zweite@example.org"
    invitation = memberships.invite(organisation, email=other, role=EDITOR, by=ada.user)
    kim.user.emailaddress_set.create(email=other, verified=True)

    assert memberships.accept_invitation(invitation, by=kim.user).role == ADMIN


def test_editor_revokes_nothing():
    invitation, _ada = invited()
    editor = member(invitation.organisation, EDITOR).user

    with pytest.raises(ValidationError):
        memberships.revoke(invitation, by=editor)

    assert list(Invitation.objects.open()) == [invitation]


# -- Handing over --------------------------------------------------------------------------------------


def test_transfer_changes_nothing_before_it_is_accepted():
    organisation, ada = organisation_with(ADMIN)

    invitation = memberships.transfer(organisation, email="neu@example.org", by=ada.user)

    ada.refresh_from_db()
    assert (invitation.is_transfer, invitation.role, ada.role) == (True, ADMIN, ADMIN)


def test_accepted_transfer_swaps_the_roles():
    organisation, ada = organisation_with(ADMIN)
    invitation = memberships.transfer(organisation, email="neu@example.org", by=ada.user)
    Letter.objects.all().delete()
    neu = person("neu@example.org")

    memberships.accept_invitation(invitation, by=neu)

    assert dict(organisation.memberships.values_list("user__email", "role")) == {
        "neu@example.org": ADMIN,
        ada.user.email: EDITOR,
    }
    assert [letter.subject for letter in Letter.objects.all()] == [
        f"Verwaltung übergeben: {organisation.name}"
    ]


def test_transfer_to_an_editor_raises_the_editor():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    invitation = memberships.transfer(organisation, email=kim.user.email, by=ada.user)

    memberships.accept_invitation(invitation, by=kim.user)

    assert dict(organisation.memberships.values_list("pk", "role")) == {kim.pk: ADMIN, ada.pk: EDITOR}


def test_transfer_to_oneself_is_refused():
    organisation, ada = organisation_with(ADMIN)

    with pytest.raises(ValidationError):
        memberships.transfer(organisation, email=ada.user.email, by=ada.user)


@pytest.mark.parametrize("how", ["leave", "demote"])
def test_transfer_ends_with_the_role_of_who_gives(how):
    organisation, ada, kim = organisation_with(ADMIN, ADMIN)
    invitation = memberships.transfer(organisation, email="neu@example.org", by=kim.user)
    if how == "leave":
        memberships.leave(organisation, by=kim.user)
    else:
        memberships.change_role(kim, role=EDITOR, by=ada.user)

    with pytest.raises(ValidationError):
        memberships.accept_invitation(invitation, by=person("neu@example.org"))

    assert set(Membership.objects.filter(role=ADMIN)) == {ada}
