"""Lists as staff have filtered them, kept under a name."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages

from desk.lists import saved_views
from desk.models import SavedView
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/landkarte/entry/"
SAVE = "/admin/saved-view/"


def save(client, **values):
    form = {"page": LIST, "query": "status__exact=draft", "name": "Entwürfe", **values}
    return client.post(SAVE, {name: value for name, value in form.items() if value is not None})


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_filter_is_kept_without_what_is_only_of_the_page(staff_client, staff):
    response = save(staff_client, query="status__exact=draft&p=3&e=1&q=M%C3%BCller")

    view = SavedView.objects.get()
    assert (view.page, view.name, view.query, view.owner, view.is_shared) == (
        LIST,
        "Entwürfe",
        "status__exact=draft&q=M%C3%BCller",
        staff,
        False,
    )
    assert response.headers["Location"] == f"{LIST}?{view.query}"
    assert said(response) == ["Die Ansicht „Entwürfe“ ist gespeichert."]


def test_same_name_replaces_the_filter(staff_client):
    save(staff_client)
    save(staff_client, query="kind__exact=product", is_shared="on")

    assert list(SavedView.objects.values_list("name", "query", "is_shared")) == [
        ("Entwürfe", "kind__exact=product", True)
    ]


def test_list_shows_own_and_shared_views_alone(staff_client, staff):
    other = StaffFactory()
    for name, owner, is_shared, page in [
        ("Eigene", staff, False, LIST),
        ("Fremde für alle", other, True, LIST),
        ("Fremde geheim", other, False, LIST),
        ("Andere Seite", staff, False, "/admin/"),
    ]:
        SavedView.objects.create(
            name=name, owner=owner, is_shared=is_shared, page=page, query="status__exact=draft"
        )

    response = staff_client.get(f"{LIST}?status__exact=draft")

    views = response.context["saved_views"]
    assert [(view.name, view.is_own, view.is_present) for view in views] == [
        ("Eigene", True, True),
        ("Fremde für alle", False, True),
    ]
    assert f'href="{LIST}?status__exact=draft" aria-current="true"' in response.content.decode()


def test_own_view_is_deleted_and_no_other(staff_client, staff):
    own = SavedView.objects.create(name="Eigene", owner=staff, page=LIST)
    other = SavedView.objects.create(name="Fremde", owner=StaffFactory(), page=LIST, is_shared=True)

    codes = [save(staff_client, delete=key).status_code for key in (own.pk, other.pk, "abc", "9" * 40)]

    assert codes == [302, 404, 404, 404]
    assert SavedView.objects.get() == other


@pytest.mark.parametrize("page", ["", "/", "https://evil.example/", "/admin/accounts/user/", "//x"])
def test_only_known_pages_have_views(staff_client, page):
    assert save(staff_client, page=page).status_code == 403
    assert SavedView.objects.count() == 0


def test_view_needs_the_permission_of_its_page(client):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    without = save(client).status_code
    user.user_permissions.set(Permission.objects.filter(codename="view_entry"))

    assert (without, save(client).status_code, SavedView.objects.count()) == (403, 302, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"name": None},
        {"name": " "},
        {"name": "x" * 61},
        {"name": "a\x00b"},
        {"query": "x" * 1001},
    ],
)
def test_wrong_view_is_told_and_not_kept(staff_client, values):
    response = save(staff_client, **values)

    assert (response.status_code, SavedView.objects.count()) == (302, 0)
    assert said(response) != []


def test_hostile_query_is_refused(staff_client):
    assert save(staff_client, query="q=%00").status_code == 400


def test_views_of_one_person_have_an_end(staff_client, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    save(staff_client, name="Erste")

    response = save(staff_client, name="Zweite")

    assert "bitte löschen Sie eine" in said(response)[-1]
    assert SavedView.objects.get().name == "Erste"


def test_reading_saves_nothing(staff_client):
    assert staff_client.get(SAVE).status_code == 405
