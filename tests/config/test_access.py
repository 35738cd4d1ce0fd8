"""Who may open what: every address of the administration, walked."""

import pytest
from django.contrib.auth.models import Permission

from tests.config.addresses import STAFF, addresses
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def staff_addresses():
    open_to_all = {"/admin/login/", "/admin/logout/"}
    return [path for path in addresses() if path.startswith("/admin/") and path not in open_to_all]


def test_walk_finds_the_admin():
    found = staff_addresses()

    assert len(found) > 40
    assert {"/admin/", "/admin/landkarte/entry/1/preview/", "/admin/landkarte/entry/1/history/1/"} <= set(
        found
    )


@pytest.mark.parametrize("who", ["anonymous", "ordinary user", "former staff"])
def test_staff_addresses_refuse_everybody_else(client, entry, who):
    if who == "ordinary user":
        client.force_login(UserFactory())
    if who == "former staff":
        client.force_login(StaffFactory(is_active=True))
        StaffFactory._meta.model.objects.update(is_active=False)
    for path in staff_addresses():
        for method in (client.get, client.post):
            response = method(path)

            assert (response.status_code, response.headers["Location"].partition("?")[0]) == (
                302,
                "/admin/login/",
            ), path


def test_staff_without_rights_may_change_nothing(client, desk):
    client.force_login(UserFactory(is_staff=True))
    paths = [path.format(pk=desk.pk) for path in STAFF[1:]]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_staff_with_the_right_to_view_may_not_publish(client, entry):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_entry"))
    client.force_login(user)

    client.post(f"/admin/landkarte/entry/{entry.pk}/change/", {"_unpublish": "1"})
    client.post("/admin/landkarte/entry/", {"action": "bulk_unpublish", "_selected_action": entry.pk})

    entry.refresh_from_db()
    assert entry.is_published
    assert client.get(f"/admin/landkarte/entry/{entry.pk}/preview/").status_code == 200
