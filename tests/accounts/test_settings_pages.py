"""What people change about themselves: name, language, address, devices."""

import pytest
from allauth.usersessions.models import UserSession

from accounts.addresses import confirm, confirmed_addresses
from accounts.browsers import name_of
from accounts.models import User
from tests.accounts.mail import code_for, letters_to, wrong
from tests.client import Client
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "ein langes Passwort"
SETTINGS = "/konto/einstellungen/"
ADDRESS = "/konto/einstellungen/adresse/"
CONFIRM = "/konto/einstellungen/adresse/bestaetigen/"
DEVICES = "/konto/einstellungen/sitzungen/"
OLD, NEW = "alt@example.org", "neu@example.org"


@pytest.fixture
def user(client):
    user = UserFactory(email=OLD)
    confirm(user, OLD)
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", [SETTINGS, ADDRESS, CONFIRM, DEVICES, "/konto/einstellungen/sicherheit/"])
def test_own_pages_lead_strangers_to_the_login_and_are_not_kept(client, path):
    response = client.get(path)

    assert response.headers["Location"] == f"/konto/anmelden/?next={path}"
    assert "no-store" in response.headers["Cache-Control"]


def test_name_and_language_are_saved(client, user):
    response = client.post(SETTINGS, {"name": "Erika <b>Muster</b>", "language": "en"})

    user.refresh_from_db()
    assert (response.headers["Location"], user.name, user.language) == (SETTINGS, "Erika <b>Muster</b>", "en")
    assert "<b>Muster" not in client.get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "a\x00", "language": "de"},
        {"name": "x" * 100_000, "language": "de"},
        {"name": "a", "language": "fr"},
        {},
    ],
)
def test_wrong_profile_is_refused(client, user, values):
    assert client.post(SETTINGS, values).status_code == 400
    user.refresh_from_db()
    assert (user.name, user.language) == ("", "de")


def test_profile_takes_nothing_else(client, user):
    form = {"name": "A", "language": "de", "email": "x@example.org", "is_staff": "on", "is_superuser": "on"}

    client.post(SETTINGS, form)

    user.refresh_from_db()
    assert (user.email, user.is_staff, user.is_superuser) == (OLD, False, False)


def test_address_changes_when_both_sides_have_confirmed(client, user):
    assert client.post(ADDRESS, {"email": NEW}).headers["Location"] == CONFIRM
    user.refresh_from_db()
    assert user.email == OLD

    response = client.post(CONFIRM, {"old": code_for(OLD), "new": code_for(NEW)})

    user.refresh_from_db()
    assert (response.headers["Location"], user.email, confirmed_addresses(user)) == (SETTINGS, NEW, {NEW})
    assert "E-Mail-Adresse Ihres Kontos wurde geändert" in letters_to(OLD)[-1].text


@pytest.mark.parametrize("side", ["old", "new"])
def test_one_code_is_not_enough(client, user, side):
    client.post(ADDRESS, {"email": NEW})
    right = {"old": code_for(OLD), "new": code_for(NEW)}

    answers = [client.post(CONFIRM, right | {side: text}).status_code for text in ("", wrong(right[side]))]

    user.refresh_from_db()
    assert (answers, user.email) == ([400, 400], OLD)


def test_codes_of_the_two_letters_cannot_be_exchanged(client, user):
    client.post(ADDRESS, {"email": NEW})
    old, new = code_for(OLD), code_for(NEW)

    client.post(CONFIRM, {"old": new, "new": old})

    user.refresh_from_db()
    assert user.email == (OLD if old != new else NEW)


def test_codes_of_a_change_are_spent_after_five_tries(client, user):
    client.post(ADDRESS, {"email": NEW})
    right = {"old": code_for(OLD), "new": code_for(NEW)}
    for _ in range(5):
        client.post(CONFIRM, right | {"new": wrong(right["new"])})

    client.post(CONFIRM, right)

    user.refresh_from_db()
    assert user.email == OLD


def test_taken_address_is_not_told_and_not_given(client, user):
    other = UserFactory(email=NEW)
    confirm(other, NEW)
    first = client.post(ADDRESS, {"email": NEW})
    page = client.get(CONFIRM).content.decode()
    client.post(ADDRESS, {"email": "frei@example.org"})
    free = client.get(CONFIRM).content.decode()

    def plain(text, address):
        return [line for line in text.replace(address, "X").splitlines() if "csrf" not in line]

    assert first.headers["Location"] == CONFIRM
    assert plain(page, NEW) == plain(free, "frei@example.org")
    assert "gibt es schon ein Konto" in letters_to(NEW)[-1].text
    assert OLD not in letters_to(NEW)[-1].text


def test_address_taken_in_between_is_refused(client, user):
    client.post(ADDRESS, {"email": NEW})
    codes = {"old": code_for(OLD), "new": code_for(NEW)}
    confirm(UserFactory(email=NEW), NEW)

    assert client.post(CONFIRM, codes).status_code == 400
    assert User.objects.filter(email=NEW).count() == 1


def test_code_of_a_new_address_that_was_never_sent_is_refused(client, user, monkeypatch):
    monkeypatch.setattr("machinery.limits.LETTERS_A_DAY", 0)
    monkeypatch.setattr("accounts.codes.secrets.randbelow", lambda _: 123456)
    old = user.email
    client.post(ADDRESS, {"email": "fremd@example.org"})

    response = client.post(CONFIRM, {"old": "123456", "new": "123456"})

    assert (response.status_code, User.objects.get().email) == (400, old)
    assert letters_to("fremd@example.org") == []


def test_address_is_changed_five_times_a_day(client, user):
    answers = [client.post(ADDRESS, {"email": f"neu{number}@example.org"}).status_code for number in range(6)]

    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize(
    "address", [OLD, "ALT@example.org", "kein-at", "", "a\x00@example.org", "x" * 100_000]
)
def test_wrong_new_address_is_refused(client, user, address):
    response = client.post(ADDRESS, {"email": address})

    assert (response.status_code, letters_to(OLD)) == (400, [])


def test_address_that_staff_type_is_not_confirmed(staff_client):
    user = UserFactory(email=OLD)
    confirm(user, OLD)
    response = staff_client.post(
        f"/admin/accounts/user/{user.pk}/change/",
        {"email": NEW, "name": "", "language": "de", "is_active": "on"},
    )

    assert response.status_code == 302, response.context["adminform"].form.errors
    user.refresh_from_db()
    assert (user.email, confirmed_addresses(user)) == (NEW, set())


# -- Devices ---------------------------------------------------------------------------------------------


@pytest.fixture
def devices(user):
    """The same person at two devices."""
    clients = [Client(headers={"user-agent": f"Mozilla Firefox/{number}.0 (Windows)"}) for number in (1, 2)]
    for one in clients:
        one.post("/konto/anmelden/passwort/", {"username": OLD, "password": PASSWORD})
    return clients


def open_to(device):
    return device.get(SETTINGS).status_code == 200


def test_devices_are_listed_without_their_full_address(devices):
    page = devices[0].get(DEVICES).content.decode()

    assert page.count("<strong>Firefox, Windows</strong>") == 2
    assert page.count("(dieses Gerät)") == 1
    assert {row.ip for row in UserSession.objects.all()} == {"127.0.0.0"}


def test_one_device_ends_another(devices):
    there = UserSession.objects.get(user_agent__contains="2.0")

    devices[0].post(DEVICES, {"session": there.pk})

    assert (open_to(devices[0]), open_to(devices[1])) == (True, False)


def test_all_other_devices_are_ended_at_once(devices):
    devices[0].post(DEVICES, {"others": "1"})

    assert (open_to(devices[0]), open_to(devices[1])) == (True, False)


def test_device_ends_itself(devices):
    here = UserSession.objects.get(user_agent__contains="1.0")

    response = devices[0].post(DEVICES, {"session": here.pk})

    assert response.headers["Location"] == "/"
    assert (open_to(devices[0]), open_to(devices[1])) == (False, True)


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "\x00", "²"])
def test_session_that_does_not_exist_is_not_found(devices, key):
    assert devices[0].post(DEVICES, {"session": key}).status_code == 404


def test_nobody_ends_the_session_of_somebody_else(client, devices):
    there = UserSession.objects.get(user_agent__contains="2.0")
    client.force_login(UserFactory())

    assert client.post(DEVICES, {"session": there.pk}).status_code == 404
    assert open_to(devices[1])


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131 Safari/537.36 Edg/131",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1", "Safari, iPhone"),
        ("curl/8", "Unbekannter Browser"),
        ("", "Unbekannter Browser"),
    ],
)
def test_browser_has_a_name_that_people_know(user_agent, name):
    assert name_of(user_agent) == name
