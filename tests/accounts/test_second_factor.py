"""The second factor: an app for codes, passkeys, codes for emergencies; editors need one."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Permission

from accounts.addresses import confirm
from tests.accounts.mail import code_for, letters_to
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "ein langes Passwort"
SECOND = "/konto/anmelden/zweiter-faktor/"
INDEX = "/konto/einstellungen/sicherheit/"


def app_code(secret=SECRET):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


@pytest.fixture
def protected():
    user = StaffFactory(email="redaktion@example.org", password=PASSWORD)
    confirm(user, user.email)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def log_in(client, user, address="/admin/login/"):
    return client.post(address, {"username": user.email, "password": PASSWORD, "next": "/admin/"})


def inside(client):
    return "_auth_user_id" in client.session


def test_password_alone_does_not_let_in(client, protected):
    response = log_in(client, protected)

    assert (response.headers["Location"], inside(client)) == (SECOND, False)
    assert client.get("/admin/").status_code == 302


def test_code_of_the_letter_alone_does_not_let_in(client, protected):
    client.post("/konto/anmelden/", {"email": protected.email})

    response = client.post("/konto/anmelden/code/", {"code": code_for(protected.email)})

    assert (response.headers["Location"], inside(client)) == (SECOND, False)


def test_code_of_the_app_lets_in_and_leads_on(client, protected):
    log_in(client, protected)

    response = client.post(SECOND, {"code": app_code()})

    assert (response.headers["Location"], inside(client)) == ("/admin/", True)


def test_code_of_the_app_works_once(client, protected):
    code = app_code()
    log_in(client, protected)
    client.post(SECOND, {"code": code})
    client.post("/konto/abmelden/")
    log_in(client, protected)

    response = client.post(SECOND, {"code": code})

    assert (response.status_code, inside(client)) == (200, False)


def test_recovery_code_lets_in_once(client, protected):
    code = protected.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    log_in(client, protected)

    client.post(SECOND, {"code": code})

    assert inside(client)
    assert code not in protected.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()


def test_eleventh_code_in_an_hour_is_not_looked_at(client, protected):
    log_in(client, protected)
    for _ in range(10):
        client.post(SECOND, {"code": "000000"})

    response = client.post(SECOND, {"code": app_code()})

    assert not inside(client)
    assert "zu viele Versuche" in response.context["form"].errors["code"][0]


@pytest.mark.parametrize("code", ["", "\x00", "x" * 100_000, "äöü"])
def test_hostile_code_is_refused(client, protected, code):
    log_in(client, protected)

    response = client.post(SECOND, {"code": code})

    assert (response.status_code, inside(client)) == (200, False)
    assert "<title>Fehler:" in response.content.decode()


HOSTILE = [
    "",
    "x",
    "1",
    "[]",
    "{}",
    "null",
    '{"response": 1}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"userHandle": 5}}),
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "AAAA",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
                "userHandle": "/w==",
            },
        }
    ),
    "[" * 5000,
    "\x00",
]


@pytest.mark.parametrize("credential", HOSTILE)
def test_hostile_passkey_is_refused(client, protected, credential):
    form = {"credential": credential}

    assert client.post("/konto/anmelden/passkey/", form).status_code == 302
    log_in(client, protected)
    assert client.post(SECOND, form).status_code == 200
    assert not inside(client)


@pytest.mark.parametrize("credential", HOSTILE)
def test_hostile_new_passkey_is_refused(client, credential):
    user = UserFactory(password=PASSWORD)
    log_in(client, user, "/konto/anmelden/passwort/")

    response = client.post(
        f"{INDEX}passkeys/neu/", {"credential": credential, "name": "a", "passwordless": "on"}
    )

    assert (response.status_code, Authenticator.objects.count()) == (200, 0)


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/landkarte/entry/"])
def test_staff_without_a_second_factor_set_one_up_first(staff_client, settings, path):
    settings.STAFF_SECOND_FACTOR = True

    response = staff_client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, INDEX)
    assert "Die Redaktion braucht einen zweiten Faktor" in staff_client.get(INDEX).content.decode()


def test_staff_with_a_second_factor_open_the_administration(client, protected, settings):
    settings.STAFF_SECOND_FACTOR = True
    log_in(client, protected)
    client.post(SECOND, {"code": app_code()})

    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(staff_client, staff, settings):
    settings.STAFF_SECOND_FACTOR = True
    RecoveryCodes.activate(staff)

    assert staff_client.get("/admin/").headers["Location"] == INDEX


def test_administration_is_open_where_the_setting_is_off(staff_client, settings):
    settings.STAFF_SECOND_FACTOR = False

    assert staff_client.get("/admin/").status_code == 200


def test_app_is_set_up_with_its_first_code(client, django_capture_on_commit_callbacks):
    user = UserFactory(password=PASSWORD)
    log_in(client, user, "/konto/anmelden/passwort/")
    page = client.get(f"{INDEX}app/")
    secret = page.context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{INDEX}app/", {"code": app_code(secret)})

    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert response.headers["Location"] == f"{INDEX}notfallcodes/"
    assert {row.type for row in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    assert ["Code-App" in letter.text for letter in letters_to(user.email)].count(True) == 1


def test_app_of_an_old_session_needs_a_proof_first(client):
    client.force_login(UserFactory(password=PASSWORD))

    assert client.get(f"{INDEX}app/").headers["Location"].startswith("/konto/bestaetigen/?next=")


def test_nobody_changes_the_passkey_of_somebody_else(client, protected):
    passkey = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "A"})
    log_in(client, protected)
    client.post(SECOND, {"code": app_code()})

    for path in (f"{INDEX}passkeys/{passkey.pk}/", f"{INDEX}passkeys/{passkey.pk}/entfernen/"):
        assert (client.get(path).status_code, client.post(path, {"name": "B"}).status_code) == (404, 404)
    passkey.refresh_from_db()
    assert passkey.data["name"] == "A"


def test_superuser_removes_the_second_factor_of_a_lost_device(staff_client, protected):
    form = {"action": "remove_second_factors", "_selected_action": protected.pk}

    staff_client.post("/admin/accounts/user/", form)

    assert Authenticator.objects.count() == 0
    assert "den zweiten Faktor Ihres Kontos entfernt" in letters_to(protected.email)[-1].text


def test_other_staff_may_not_remove_second_factors(client, protected):
    editor = UserFactory(is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="change_user"))
    client.force_login(editor)

    client.post(
        "/admin/accounts/user/", {"action": "remove_second_factors", "_selected_action": protected.pk}
    )

    assert Authenticator.objects.filter(user=protected).count() == 2
