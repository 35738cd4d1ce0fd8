"""The pages of members, invitations, leaving; and what staff see of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from machinery.models import Letter
from submissions import memberships
from submissions.models import Invitation, Membership, Role
from tests.factories import OrganisationFactory
from tests.submissions.members import member, organisation_with, person

ADMIN, EDITOR = Role.ADMIN, Role.EDITOR

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def house(client):
    """An organisation; its admin has logged in."""
    organisation, ada, kim = organisation_with(ADMIN, EDITOR)
    client.force_login(ada.user)
    organisation.ada, organisation.kim = ada, kim
    return organisation


def members_page(organisation, path=""):
    return f"/konto/organisationen/{organisation.key}/mitglieder/{path}"


def token(client, organisation):
    return client.get(members_page(organisation)).context["token"]


def invite(client, organisation, **data):
    return client.post(
        members_page(organisation), {"token": token(client, organisation), "role": "editor", **data}
    )


# -- Inviting ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "stored"),
    [("editor", (EDITOR, False)), ("admin", (ADMIN, False)), ("transfer", (ADMIN, True))],
)
def test_admin_invites(client, house, role, stored):
    response = invite(client, house, email="neu@example.org", role=role)

    invitation = Invitation.objects.get()
    assert response.headers["Location"] == f"{members_page(house)}?done=invited"
    assert (invitation.email, invitation.invited_by) == ("neu@example.org", house.ada.user)
    assert (invitation.role, invitation.is_transfer) == stored


def test_known_and_unknown_addresses_get_the_same_answer(client, house):
    person("bekannt@example.org")
    answers = [invite(client, house, email=email) for email in ("bekannt@example.org", "fremd@example.org")]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, f"{members_page(house)}?done=invited")
    }
    page = client.get(members_page(house)).content.decode()
    lines = [page.count(email) for email in ("bekannt@example.org", "fremd@example.org")]
    assert lines[0] == lines[1] > 0


def test_double_click_writes_one_letter(client, house):
    data = {"token": token(client, house), "role": "editor", "email": "neu@example.org"}
    for _ in range(2):
        assert client.post(members_page(house), data).status_code == 302

    assert (Invitation.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        {"email": ""},
        {"email": "keine Adresse"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a" * 100_000},
        {"email": "neu@example.org", "role": "owner"},
        {"email": "neu@example.org", "role": ""},
    ],
    ids=lambda data: next(iter(data.values()))[:20],
)
def test_bad_invitation_is_told_and_invites_nobody(client, house, data):
    response = invite(client, house, **data)

    page = response.content.decode()
    assert response.status_code == 400
    assert "<title>Fehler:" in page
    assert 'id="fehler"' in page
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_invitation_of_a_member_is_told_at_the_field(client, house):
    response = invite(client, house, email=house.kim.user.email)

    assert (response.status_code, response.context["form"].errors["email"]) == (
        400,
        ["Diese Person ist schon Mitglied."],
    )


def test_too_many_invitations_have_to_wait(client, house):
    for number in range(10):
        invite(client, house, email=f"a{number}@example.org")

    response = invite(client, house, email="a10@example.org")

    assert (response.status_code, "Retry-After" in response.headers) == (429, True)
    assert Invitation.objects.count() == 10


def test_editor_sees_members_and_invites_nobody(client, house):
    client.force_login(house.kim.user)
    page = client.get(members_page(house))

    assert page.status_code == 200
    assert house.ada.user.email in page.content.decode()
    assert "Jemanden einladen" not in page.content.decode()
    answer = client.post(
        members_page(house), {"token": page.context["token"], "email": "neu@example.org", "role": "admin"}
    )
    assert (answer.status_code, Invitation.objects.count()) == (404, 0)


def test_revoked_invitation_is_over(client, house):
    invitation = memberships.invite(house, email="neu@example.org", role=EDITOR, by=house.ada.user)

    response = client.post(f"/konto/einladungen/{invitation.key}/zurueckziehen/")

    assert response.headers["Location"] == f"{members_page(house)}?done=revoked"
    assert list(Invitation.objects.open()) == []


# -- Roles and leaving ---------------------------------------------------------------------------------


def test_admin_changes_a_role(client, house):
    response = client.post(members_page(house, f"{house.kim.pk}/"), {"role": "admin"})

    house.kim.refresh_from_db()
    assert response.headers["Location"] == f"{members_page(house)}?done=changed"
    assert house.kim.role == ADMIN


def test_admin_ends_a_membership(client, house):
    response = client.post(members_page(house, f"{house.kim.pk}/"), {"remove": "1"})

    assert response.headers["Location"] == f"{members_page(house)}?done=removed"
    assert list(house.memberships.all()) == [house.ada]


@pytest.mark.parametrize("data", [{"role": "editor"}, {"remove": "1"}])
def test_last_admin_is_told_to_hand_over_first(client, house, data):
    response = client.post(members_page(house, f"{house.ada.pk}/"), data)

    house.ada.refresh_from_db()
    assert response.status_code == 400
    assert "Übergeben Sie die Verwaltung zuerst" in response.content.decode()
    assert house.ada.role == ADMIN


@pytest.mark.parametrize("data", [{}, {"role": ""}, {"role": "owner"}, {"role": "a" * 100_000}])
def test_role_that_is_none_changes_nothing(client, house, data):
    response = client.post(members_page(house, f"{house.kim.pk}/"), data)

    house.kim.refresh_from_db()
    assert (response.status_code, house.kim.role) == (400, EDITOR)


def test_member_of_another_organisation_is_not_found(client, house):
    other = member(OrganisationFactory())

    for pk in (other.pk, 10**18, 10**30):
        assert client.get(members_page(house, f"{pk}/")).status_code == 404
        assert client.post(members_page(house, f"{pk}/"), {"remove": "1"}).status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


def test_editor_changes_nobody(client, house):
    client.force_login(house.kim.user)

    for data in ({"role": "admin"}, {"remove": "1"}):
        assert client.post(members_page(house, f"{house.kim.pk}/"), data).status_code == 404
    house.kim.refresh_from_db()
    assert house.kim.role == EDITOR


def test_editor_leaves(client, house):
    client.force_login(house.kim.user)
    address = f"/konto/organisationen/{house.key}/austreten/"
    assert client.get(address).status_code == 200

    response = client.post(address)

    assert response.headers["Location"] == "/konto/?done=left"
    assert list(house.memberships.all()) == [house.ada]
    assert client.get(address).status_code == 404


def test_last_admin_does_not_leave(client, house):
    response = client.post(f"/konto/organisationen/{house.key}/austreten/")

    assert (response.status_code, house.memberships.count()) == (409, 2)


# -- Being invited -------------------------------------------------------------------------------------


@pytest.fixture
def invitation(house):
    return memberships.invite(house, email="neu@example.org", role=EDITOR, by=house.ada.user)


def test_invited_person_accepts(client, house, invitation):
    neu = person("neu@example.org")
    client.force_login(neu)
    assert house.name in client.get(invitation.get_absolute_url()).content.decode()

    response = client.post(invitation.get_absolute_url(), {"answer": "accept"})

    assert response.headers["Location"] == f"{house.get_absolute_url()}?done=joined"
    assert house.memberships.get(user=neu).role == EDITOR
    assert client.get(response.headers["Location"]).status_code == 200


def test_invited_person_declines(client, house, invitation):
    client.force_login(person("neu@example.org"))

    response = client.post(invitation.get_absolute_url(), {"answer": "decline"})

    assert response.headers["Location"] == "/konto/?done=declined"
    assert (house.memberships.count(), list(Invitation.objects.open())) == (2, [])


def test_answer_that_is_none_changes_nothing(client, house, invitation):
    client.force_login(person("neu@example.org"))

    assert client.post(invitation.get_absolute_url(), {"answer": "nix"}).status_code == 400
    assert list(Invitation.objects.open()) == [invitation]


def test_invitation_is_nobody_elses(client, house, invitation):
    never = f"/konto/einladungen/{'a' * 16}/"
    strangers = [person("fremd@example.org"), house.kim.user, house.ada.user]
    for stranger in strangers:
        client.force_login(stranger)
        answers = [
            client.post(address, {"answer": "accept"}) for address in (invitation.get_absolute_url(), never)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert list(Invitation.objects.open()) == [invitation]


def test_invitation_that_is_over_says_so(client, house, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    client.force_login(person("neu@example.org"))

    for answer in (
        client.get(invitation.get_absolute_url()),
        client.post(invitation.get_absolute_url(), {"answer": "accept"}),
    ):
        assert answer.status_code == 410
        assert "Diese Einladung gilt nicht mehr" in answer.content.decode()
    assert house.memberships.count() == 2


def test_link_of_an_accepted_invitation_leads_to_the_organisation(client, house, invitation):
    neu = person("neu@example.org")
    memberships.accept_invitation(invitation, by=neu)
    client.force_login(neu)

    assert client.get(invitation.get_absolute_url()).headers["Location"] == house.get_absolute_url()


# -- Staff ---------------------------------------------------------------------------------------------


def test_staff_end_memberships_by_the_verb(house, staff_client):
    answer = staff_client.post(
        "/admin/submissions/membership/",
        {"action": "remove_selected", "_selected_action": [house.ada.pk, house.kim.pk]},
        follow=True,
    )

    assert list(house.memberships.all()) == [house.ada]
    assert "Übergeben Sie die Verwaltung zuerst" in answer.content.decode()
    assert [(line.verb, line.by_staff) for line in house.activities.all()] == [("removed", True)]


@pytest.mark.parametrize("model", ["organisation", "membership", "invitation"])
def test_staff_read_and_change_nothing_by_hand(invitation, house, staff_client, model):
    pk = {"organisation": house.pk, "membership": house.kim.pk, "invitation": invitation.pk}[model]
    address = f"/admin/submissions/{model}/{pk}/"

    assert staff_client.get(f"/admin/submissions/{model}/?q=a").status_code == 200
    assert staff_client.get(f"{address}change/").status_code == 200
    assert staff_client.post(f"{address}change/", {"role": "admin"}).status_code == 403
    assert staff_client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    house.kim.refresh_from_db()
    assert house.kim.role == EDITOR
