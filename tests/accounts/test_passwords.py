"""Passwords: at the entrance, at the administration, and in the account."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from accounts.addresses import confirm
from accounts.limits import PASSWORDS_AN_HOUR
from tests.accounts.mail import code_for, letters_to, wrong
from tests.client import Client
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "korrektes Pferd Batterie"
LOGIN = "/konto/anmelden/passwort/"
CHANGE = "/konto/einstellungen/passwort/"


@pytest.fixture
def user():
    user = UserFactory(email="erika@example.org", password=PASSWORD)
    confirm(user, user.email)
    return user


def log_in(client, email="erika@example.org", password=PASSWORD, address=LOGIN, **more):
    return client.post(address, {"username": email, "password": password, **more})


def inside(client):
    return "_auth_user_id" in client.session


def test_password_lets_in(client, user):
    response = log_in(client, next="/konto/daten/")

    assert (response.status_code, response.headers["Location"], inside(client)) == (
        302,
        "/konto/daten/",
        True,
    )


def test_refusal_is_the_same_for_known_and_unknown_addresses(client, user):
    answers = [
        log_in(client, email, "falsch falsch falsch") for email in ("erika@example.org", "nie@example.org")
    ]

    errors = [answer.context["form"].errors.as_json() for answer in answers]
    assert ([answer.status_code for answer in answers], errors[0]) == ([400, 400], errors[1])


@pytest.mark.parametrize("address", [LOGIN, "/admin/login/"])
@pytest.mark.parametrize("email", ["erika@example.org", "nie@example.org"])
def test_eleventh_password_in_an_hour_is_not_looked_at(client, address, email):
    StaffFactory(email="erika@example.org", password=PASSWORD)
    for _ in range(PASSWORDS_AN_HOUR):
        log_in(client, email, "falsch falsch falsch", address)

    response = log_in(client, email, PASSWORD, address)

    assert (response.status_code, inside(client)) == (400, False)
    assert "zu viele Versuche" in response.context["form"].non_field_errors()[0]


def test_limits_of_both_forms_are_one(client):
    StaffFactory(email="erika@example.org", password=PASSWORD)
    for number in range(PASSWORDS_AN_HOUR):
        log_in(client, password="falsch falsch", address=[LOGIN, "/admin/login/"][number % 2])

    log_in(client, address="/admin/login/")

    assert not inside(client)


def test_one_sender_tries_thirty_passwords_an_hour(client, user):
    for number in range(30):
        log_in(client, f"person{number}@example.org", "falsch falsch")

    log_in(client)

    assert not inside(client)


def test_right_passwords_do_not_count(client, user):
    for _ in range(PASSWORDS_AN_HOUR + 1):
        log_in(client)
        client.post("/konto/abmelden/")

    log_in(client)

    assert inside(client)


def test_right_passwords_in_between_wipe_nothing_out(client, user):
    for number in range(PASSWORDS_AN_HOUR):
        log_in(client, password="falsch falsch")
        if number == 5:
            log_in(client)
            client.post("/konto/abmelden/")

    log_in(client)

    assert not inside(client)


def test_member_does_not_get_in_by_the_form_of_the_administration(client, user):
    response = log_in(client, address="/admin/login/")

    assert (response.status_code, inside(client)) == (400, False)


def test_member_who_is_in_may_not_open_the_administration(client, user):
    client.force_login(user)

    assert client.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.parametrize("value", ["\x00", "x" * 100_000, ""])
def test_hostile_login_is_refused_in_the_form(client, user, value):
    assert log_in(client, value, value).status_code == 400
    assert log_in(client, "erika@example.org", value).status_code == 400


def test_forgotten_password_leads_through_the_entrance_to_a_new_one(client, user):
    step = client.get("/konto/passwort-vergessen/").headers["Location"]
    step = client.post(step, {"email": user.email}).headers["Location"]
    step = client.post(step, {"code": code_for(user.email)}).headers["Location"]
    new = "ganz neues langes Passwort"
    response = client.post(step, {"password": new, "repeated": new})

    user.refresh_from_db()
    assert (step, response.headers["Location"]) == (CHANGE, "/konto/einstellungen/")
    assert (user.check_password(new), inside(client)) == (True, True)
    assert "Ihr Passwort wurde geändert." in letters_to(user.email)[-1].text


def test_password_of_an_old_session_needs_a_proof_first(client, user):
    client.force_login(user)

    response = client.get(CHANGE)

    assert response.headers["Location"] == "/konto/bestaetigen/?next=%2Fkonto%2Feinstellungen%2Fpasswort%2F"
    response = client.post(response.headers["Location"], {"password": "falsch"})
    assert list(response.context["form"].errors) == ["password"]
    response = client.post(f"/konto/bestaetigen/?next={CHANGE}", {"password": PASSWORD})
    assert response.headers["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_who_has_no_password_proves_it_by_a_code(client):
    user = UserFactory(email="ohne@example.org", password="")
    user.set_unusable_password()
    user.save()
    confirm(user, user.email)
    client.force_login(user)

    step = client.get(CHANGE).headers["Location"]
    assert step == f"/konto/bestaetigen/code/?next={CHANGE.replace('/', '%2F')}"
    assert client.post(step, {"send": "1"}).headers["Location"] == step
    code = code_for(user.email)
    assert client.post(step, {"code": wrong(code)}).status_code == 200
    assert client.get(CHANGE).status_code == 302
    assert client.post(step, {"code": code}).headers["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_code_is_no_way_around_a_second_factor(client, user):
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(user)

    assert client.get("/konto/bestaetigen/code/").headers["Location"] == "/konto/bestaetigen/"


@pytest.mark.parametrize(
    ("password", "repeated", "field"),
    [
        ("zu kurz", "zu kurz", "password"),
        ("1qaz2wsx3edc", "1qaz2wsx3edc", "password"),
        ("erika@example.org", "erika@example.org", "password"),
        ("ganz neues langes Passwort", "ganz anderes Passwort", "repeated"),
        ("\x00" * 12, "\x00" * 12, "password"),
        ("", "", "password"),
    ],
)
def test_weak_password_is_refused(client, user, password, repeated, field):
    log_in(client)

    response = client.post(CHANGE, {"password": password, "repeated": repeated})

    user.refresh_from_db()
    assert (response.status_code, user.check_password(PASSWORD)) == (400, True)
    assert field in response.context["form"].errors


def test_password_can_be_removed(client, user):
    log_in(client)

    client.post(CHANGE, {"remove": "1"})

    user.refresh_from_db()
    assert (user.has_usable_password(), inside(client)) == (False, True)


def test_new_password_ends_the_other_sessions(client, user):
    other = Client()
    log_in(other)
    log_in(client)

    client.post(CHANGE, {"password": "ganz neues langes Passwort", "repeated": "ganz neues langes Passwort"})

    assert other.get("/konto/einstellungen/").status_code == 302
    assert client.get("/konto/einstellungen/").status_code == 200


def test_admin_sends_to_the_page_of_the_account_for_a_password(staff_client):
    assert staff_client.get("/admin/password_change/").headers["Location"] == CHANGE
