"""Who leads the staff gives roles and takes them, and nothing beyond."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from accounts.roles import give, roles, sync
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

USERS = "/admin/accounts/user/"
MORE = {  # what a hand-made form may hold besides
    "is_superuser": "on",
    "email": "fremd@example.org",
    "name": "Fremd",
    "password": "x",
    "password1": "korrektes Pferd Batterie",
    "password2": "korrektes Pferd Batterie",
}


@pytest.fixture
def leader(client):
    user = person("Leitung", email="leitung@example.org")
    client.force_login(user)
    return user


def person(*names, **values):
    user = UserFactory(is_staff=bool(names), **values)
    give(user, names)
    return user


def state(user):
    user = User.objects.get(pk=user.pk)
    rights = (user.is_active, user.is_staff, user.is_superuser)
    return user.email, user.name, user.password, rights, groups_of(user), user.user_permissions.count()


def groups_of(user):
    return sorted(user.groups.values_list("name", flat=True))


def test_leader_lets_somebody_in_with_a_role(client, leader):
    user = person()

    client.post(f"{USERS}{user.pk}/change/", {"is_active": "on", "is_staff": "on", "roles": ["Freigabe"]})

    user = User.objects.get(pk=user.pk)
    assert (user.is_staff, groups_of(user)) == (True, ["Freigabe"])
    assert user.has_perm("landkarte.publish_entry")


def test_leader_deactivates_somebody_and_takes_the_role(client, leader):
    user = person("Redaktion")

    client.post(f"{USERS}{user.pk}/change/", {})

    user = User.objects.get(pk=user.pk)
    assert (user.is_active, user.is_staff, groups_of(user)) == (False, False, [])


def test_leader_adds_a_person_who_has_no_password(client, leader):
    client.post(f"{USERS}add/", {"email": "neu@example.org", "name": "Neu"} | {"is_superuser": "on"})

    user = User.objects.get(email="neu@example.org")
    assert (user.name, user.has_usable_password(), user.is_staff, user.is_superuser) == (
        "Neu",
        False,
        False,
        False,
    )


def test_hand_made_form_of_a_leader_gives_no_more_than_roles(client, leader):
    user = person("Redaktion", email="alt@example.org")
    by_hand = Group.objects.create(name="Von Hand")
    right = Permission.objects.get(codename="delete_user")
    values = MORE | {"groups": [by_hand.pk], "user_permissions": [right.pk]}
    _email, _name, password, *_rest = state(user)

    client.post(
        f"{USERS}{user.pk}/change/", values | {"is_active": "on", "is_staff": "on", "roles": ["Technik"]}
    )

    assert state(user) == ("alt@example.org", "", password, (True, True, False), ["Technik"], 0)


def test_group_made_by_hand_is_no_role_to_give(client, leader):
    Group.objects.create(name="Von Hand")
    user = person("Redaktion")
    before = state(user)

    response = client.post(
        f"{USERS}{user.pk}/change/", {"is_active": "on", "is_staff": "on", "roles": ["Von Hand"]}
    )

    assert (list(response.context["adminform"].form.errors), state(user)) == (["roles"], before)


def test_role_without_the_door_is_refused(client, leader):
    user = person()

    response = client.post(f"{USERS}{user.pk}/change/", {"is_active": "on", "roles": ["Redaktion"]})

    assert list(response.context["adminform"].form.errors) == ["is_staff"]
    assert groups_of(user) == []


def test_leader_cannot_change_their_own_rights(client, leader):
    before = state(leader)

    client.post(
        f"{USERS}{leader.pk}/change/",
        MORE | {"is_active": "on", "is_staff": "on", "roles": ["Leitung", "Technik"]},
    )

    assert state(leader) == before


def of_a_superuser():
    return StaffFactory()


def with_a_right_by_hand():
    user = person("Redaktion")
    user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    return user


def in_a_group_by_hand():
    user = person("Redaktion")
    user.groups.add(Group.objects.create(name="Von Hand"))
    return user


@pytest.mark.parametrize("make", [of_a_superuser, with_a_right_by_hand, in_a_group_by_hand])
@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_leader_cannot_touch_who_may_do_more(client, leader, make, page):
    user = make()
    before = state(user)

    response = client.post(f"{USERS}{user.pk}/{page}/", MORE | {"roles": ["Technik"], "post": "yes"})

    assert (response.status_code, state(user)) == (403, before)


@pytest.mark.parametrize("page", ["password", "delete"])
def test_leader_neither_sets_passwords_nor_deletes_people(client, leader, page):
    user = person("Redaktion")
    before = state(user)

    response = client.post(f"{USERS}{user.pk}/{page}/", MORE | {"post": "yes", "usable_password": "true"})

    assert (response.status_code, state(user)) == (403, before)


def test_user_form_of_a_leader_says_what_each_role_may_do(client, leader):
    user = person("Freigabe")

    page = client.get(f"{USERS}{user.pk}/change/")

    form = page.context["adminform"].form
    assert (list(form.fields), form.initial["roles"]) == (["is_active", "is_staff", "roles"], ["Freigabe"])
    assert "führt außerdem Einträge zusammen" in page.content.decode()


def test_sync_keeps_groups_made_by_hand_and_repairs_the_roles():
    by_hand = Group.objects.create(name="Von Hand")
    by_hand.permissions.set(Permission.objects.filter(codename="delete_entry"))
    Group.objects.get(name="Technik").permissions.set(Permission.objects.filter(codename="delete_entry"))

    sync()
    sync()

    codes = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert codes["Von Hand"] == {"delete_entry"}
    assert codes["Technik"] >= {"view_letter", "change_letter", "view_job"}
    assert "delete_entry" not in codes["Technik"]
    assert sorted(codes) == sorted([*roles(), "Von Hand"])
