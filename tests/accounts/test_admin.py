"""Staff log in with their e-mail address and keep the accounts."""

import pytest

from accounts.models import User
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "korrektes Pferd Batterie"


def log_in(client, email, password):
    return client.post("/admin/login/", {"username": email, "password": password, "next": "/admin/"})


@pytest.mark.parametrize(
    "email", ["redaktion@example.org", "Redaktion@Example.ORG", " redaktion@example.org "]
)
def test_staff_log_in_by_address_in_any_case(client, email):
    user = StaffFactory(email="redaktion@example.org", password=PASSWORD)

    response = log_in(client, email, PASSWORD)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (response.cookies["session"]["httponly"], response.cookies["session"]["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("values", "password"),
    [
        ({}, "falsch"),
        ({"is_staff": False}, PASSWORD),
        ({"is_active": False}, PASSWORD),
        ({"email": "andere@example.org"}, PASSWORD),
    ],
)
def test_login_refuses_with_one_and_the_same_answer(client, values, password):
    StaffFactory(**{"email": "redaktion@example.org", "password": PASSWORD, **values})

    response = log_in(client, "redaktion@example.org", password)

    assert "_auth_user_id" not in client.session
    assert len(response.context["form"].non_field_errors()) == 1
    assert "redaktion" not in response.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_login_leads_to_no_other_host(client, target):
    StaffFactory(email="redaktion@example.org", password=PASSWORD)
    form = {"username": "redaktion@example.org", "password": PASSWORD, "next": target}

    response = client.post("/admin/login/", form)

    assert (response.status_code, "evil" in response.headers["Location"]) == (302, False)


def test_staff_create_a_user_by_address(staff_client):
    form = {
        "email": "neu@example.org",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }

    response = staff_client.post("/admin/accounts/user/add/", form)

    user = User.objects.get(email="neu@example.org")
    assert (response.status_code, user.check_password(PASSWORD), user.is_staff) == (302, True, False)


def test_staff_create_a_user_without_a_password(staff_client):
    form = {"email": "neu@example.org", "usable_password": "false"}

    staff_client.post("/admin/accounts/user/add/", form)

    assert not User.objects.get(email="neu@example.org").has_usable_password()


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("NEU@example.org", PASSWORD, "email"),
        ("kein-at", PASSWORD, "email"),
        ("", PASSWORD, "email"),
        ("x@example.org", "kurz", "password2"),
        ("x@example.org", "1qaz2wsx3edc", "password2"),
        ("lange.adresse@example.org", "lange.adresse@example.org", "password2"),
    ],
)
def test_wrong_user_is_refused_in_the_form(staff_client, email, password, field):
    UserFactory(email="neu@example.org")
    form = {"email": email, "usable_password": "true", "password1": password, "password2": password}

    response = staff_client.post("/admin/accounts/user/add/", form)

    assert list(response.context["adminform"].form.errors) == [field]
    assert User.objects.count() == 2


def test_staff_find_users_by_name_and_address(staff_client):
    UserFactory(email="erika@example.org", name="Erika Mustermann")
    UserFactory(email="max@example.org")

    found = {
        query: [
            user.email
            for user in staff_client.get(f"/admin/accounts/user/?q={query}").context["cl"].result_list
        ]
        for query in ("mustermann", "max")
    }

    assert found == {"mustermann": ["erika@example.org"], "max": ["max@example.org"]}


def test_form_never_shows_a_password(staff_client):
    user = UserFactory()

    assert user.password not in staff_client.get(f"/admin/accounts/user/{user.pk}/change/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_any_number_of_users(
    staff_client, django_assert_max_num_queries, number
):
    UserFactory.create_batch(number)

    with django_assert_max_num_queries(8):
        staff_client.get("/admin/accounts/user/")
