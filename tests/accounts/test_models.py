"""The user: a person known by an e-mail address."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_created_user_may_log_in_and_nothing_more():
    user = User.objects.create_user("Erika@Example.ORG", "ein langes Passwort")

    assert (user.email, user.is_staff, user.is_superuser, user.is_active) == (
        "erika@example.org",
        False,
        False,
        True,
    )
    assert user.check_password("ein langes Passwort")


def test_user_without_a_password_cannot_log_in_by_one():
    user = User.objects.create_user("erika@example.org")

    assert not user.has_usable_password()


def test_superuser_is_staff():
    user = User.objects.create_superuser("erika@example.org", "ein langes Passwort")

    assert (user.is_staff, user.is_superuser) == (True, True)


@pytest.mark.parametrize("email", ["", None])
def test_user_needs_an_address(email):
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user(email)


@pytest.mark.parametrize("email", ["erika@example.org", "ERIKA@EXAMPLE.ORG", "Erika@Example.org"])
def test_login_ignores_the_case_of_the_address(email):
    user = User.objects.create_user("Erika@example.org", "ein langes Passwort")

    assert authenticate(email=email, password="ein langes Passwort") == user


def test_two_users_cannot_share_an_address_in_different_case():
    UserFactory(email="erika@example.org")

    with pytest.raises(ValidationError):
        User(email="Erika@Example.org", password="x").full_clean()
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="Erika@Example.org")])


def test_database_refuses_a_user_without_an_address():
    with pytest.raises(IntegrityError, match="user_email_present"):
        User.objects.bulk_create([User(email="")])


def test_user_is_called_by_the_address():
    assert str(UserFactory(email="erika@example.org")) == "erika@example.org"
