"""Who joins, changes roles and goes: each verb, its refusals, and two at once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from machinery.models import Letter
from submissions import memberships
from submissions.models import Membership, Organisation, Role
from tests.factories import OrganisationFactory, StaffFactory
from tests.machinery.test_once import in_threads
from tests.submissions.members import member, organisation_with, person

ADMIN, EDITOR = Role.ADMIN, Role.EDITOR

pytestmark = pytest.mark.django_db


def roles(organisation):
    return {one.user.email: one.role for one in organisation.memberships.select_related("user")}


def log(organisation):
    """Verb, subject or whom it is about, and who, oldest first."""
    lines = organisation.activities.select_related("actor", "about").order_by("pk")
    return [
        (line.verb, line.about or line.subject, "staff" if line.by_staff else line.actor.email)
        for line in lines
    ]


def letters():
    """Recipient and subject, oldest first."""
    return [(letter.recipients, letter.subject) for letter in Letter.objects.order_by("pk")]


# -- Roles ---------------------------------------------------------------------------------------------


def test_change_role_notes_it_and_writes_to_the_member():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)

    memberships.change_role(kim, role=ADMIN, by=ada.user)

    kim.refresh_from_db()
    assert kim.role == ADMIN
    assert log(organisation) == [("role-changed", kim.user, ada.user.email)]
    assert organisation.activities.get().subject == "Verwaltung"
    assert letters() == [([kim.user.email], f"Ihre neue Rolle: {organisation.name}")]


def test_same_role_again_changes_and_tells_nothing():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)

    memberships.change_role(kim, role=EDITOR, by=ada.user)

    assert (log(organisation), letters()) == ([], [])


def test_own_role_changes_without_a_letter():
    organisation, ada, _other = organisation_with(ADMIN, ADMIN)

    memberships.change_role(ada, role=EDITOR, by=ada.user)

    assert [verb for verb, _, _ in log(organisation)] == ["role-changed"]
    assert letters() == []


def test_editor_changes_no_role():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    before = roles(organisation)

    with pytest.raises(ValidationError, match="nur die Verwaltung"):
        memberships.change_role(kim, role=ADMIN, by=kim.user)
    with pytest.raises(ValidationError, match="nur die Verwaltung"):
        memberships.remove(ada, by=kim.user)

    assert (roles(organisation), log(organisation), letters()) == (before, [], [])


def test_admin_of_another_organisation_may_nothing():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    stranger = member(OrganisationFactory()).user
    before = roles(organisation)

    for deed in (
        lambda: memberships.remove(kim, by=stranger),
        lambda: memberships.change_role(ada, role=EDITOR, by=stranger),
        lambda: memberships.invite(organisation, email="a@example.org", role=ADMIN, by=stranger),
        lambda: memberships.leave(organisation, by=stranger),
    ):
        with pytest.raises(ValidationError):
            deed()

    assert (roles(organisation), organisation.invitations.count(), letters()) == (before, 0, [])


# -- The last admin ------------------------------------------------------------------------------------


def test_last_admin_stays_admin():
    organisation, ada, _kim = organisation_with(ADMIN, EDITOR)
    before = roles(organisation)

    for deed in (
        lambda: memberships.leave(organisation, by=ada.user),
        lambda: memberships.change_role(ada, role=EDITOR, by=ada.user),
        lambda: memberships.remove(ada, by=ada.user),
        lambda: memberships.remove(ada, by=StaffFactory()),
    ):
        with pytest.raises(ValidationError) as refused:
            deed()
        assert refused.value.code == "last-admin"

    assert (roles(organisation), log(organisation), letters()) == (before, [], [])


def test_admin_whose_account_is_closed_counts_for_nothing():
    organisation, ada, gone = organisation_with(ADMIN, ADMIN)
    gone.user.is_active = False
    gone.user.save()

    with pytest.raises(ValidationError):
        memberships.leave(organisation, by=ada.user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["leave", "demote", "remove each other"])
def test_two_admins_at_once_leave_one_behind(deed):
    organisation, ada, kim = organisation_with(ADMIN, ADMIN)

    def act(me, other):
        if deed == "leave":
            return lambda: memberships.leave(Organisation.objects.get(), by=me.user)
        if deed == "demote":
            return lambda: memberships.change_role(me, role=EDITOR, by=me.user)
        return lambda: memberships.remove(other, by=me.user)

    acts = [act(ada, kim), act(kim, ada)]
    if connection.vendor == "sqlite":
        acts[0]()
        with pytest.raises(ValidationError):
            acts[1]()
    else:
        results = in_threads(*acts)
        assert [type(result) for result in results if isinstance(result, Exception)] == [ValidationError]

    assert organisation.memberships.filter(role=ADMIN).count() == 1


# -- Going ---------------------------------------------------------------------------------------------


def test_remove_writes_to_who_was_a_member():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)

    memberships.remove(kim, by=ada.user)

    assert roles(organisation) == {ada.user.email: ADMIN}
    assert log(organisation) == [("removed", kim.user, ada.user.email)]
    assert letters() == [([kim.user.email], f"Sie sind nicht mehr Mitglied: {organisation.name}")]


def test_staff_remove_as_staff():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)

    memberships.remove(kim, by=StaffFactory())

    assert roles(organisation) == {ada.user.email: ADMIN}
    assert log(organisation) == [("removed", kim.user, "staff")]


def test_removed_admin_leaves_no_invitation_behind():
    organisation, ada, kim = organisation_with(ADMIN, ADMIN)
    memberships.invite(organisation, email="zweites-ich@example.org", role=ADMIN, by=kim.user)
    kept = memberships.invite(organisation, email="neu@example.org", role=EDITOR, by=ada.user)

    memberships.remove(kim, by=ada.user)

    assert list(organisation.invitations.open()) == [kept]


@pytest.mark.parametrize("how", ["leave", "demote", "transfer"])
def test_former_admin_leaves_no_invitation_behind(how):
    organisation, ada, kim = organisation_with(ADMIN, ADMIN)
    memberships.invite(organisation, email="zweites-ich@example.org", role=ADMIN, by=kim.user)
    kept = memberships.invite(organisation, email="neu@example.org", role=EDITOR, by=ada.user)

    if how == "leave":
        memberships.leave(organisation, by=kim.user)
    elif how == "transfer":
        offer = memberships.transfer(organisation, email="eva@example.org", by=kim.user)
        memberships.accept_invitation(offer, by=person("eva@example.org"))
    else:
        memberships.change_role(kim, role=EDITOR, by=ada.user)

    assert list(organisation.invitations.open()) == [kept]


def test_new_admin_keeps_the_invitations_of_before():
    organisation, ada, kim, eva = organisation_with(ADMIN, ADMIN, EDITOR)
    kept = memberships.invite(organisation, email="neu@example.org", role=EDITOR, by=kim.user)

    memberships.change_role(eva, role=ADMIN, by=ada.user)

    assert list(organisation.invitations.open()) == [kept]


def test_somebody_removed_twice_is_refused():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    again = Membership.objects.get(pk=kim.pk)
    memberships.remove(kim, by=ada.user)

    with pytest.raises(ValidationError):
        memberships.remove(again, by=ada.user)

    assert [verb for verb, _, _ in log(organisation)] == ["removed"]


def test_leave_ends_only_the_own_membership_here():
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    elsewhere = Membership.objects.create(user=kim.user, organisation=OrganisationFactory(), role=EDITOR)

    memberships.leave(organisation, by=kim.user)

    assert roles(organisation) == {ada.user.email: ADMIN}
    assert list(kim.user.memberships.all()) == [elsewhere]
    assert log(organisation) == [("left", "", kim.user.email)]
    assert letters() == []
