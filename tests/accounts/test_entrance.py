"""The one entrance: an address, a code, and in."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from accounts import codes
from accounts.addresses import confirm, confirmed_addresses
from accounts.models import User
from machinery.models import Letter, Quota
from tests.accounts.mail import code_for, letters_to, wrong
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ENTRANCE = "/konto/anmelden/"
CODE = "/konto/anmelden/code/"
NEW = "neu@example.org"


@pytest.fixture
def known():
    user = UserFactory(email="bekannt@example.org")
    confirm(user, user.email)
    return user


def ask(client, address, **more):
    return client.post(ENTRANCE, {"email": address, **more})


def inside(client):
    return client.session.get("_auth_user_id")


def test_unknown_address_becomes_a_user_when_the_code_is_right(client):
    ask(client, NEW)

    assert User.objects.count() == 0
    response = client.post(CODE, {"code": code_for(NEW)})
    user = User.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, "/konto/")
    assert (inside(client), user.email, user.has_usable_password()) == (str(user.pk), NEW, False)
    assert confirmed_addresses(user) == {NEW}


def test_known_address_gets_in_to_its_own_account(client, known):
    ask(client, "Bekannt@Example.ORG")

    client.post(CODE, {"code": code_for("bekannt@example.org")})

    assert inside(client) == str(known.pk)
    assert User.objects.count() == 1


def test_answers_are_the_same_for_known_and_unknown_addresses(client, known):
    answers = []
    for address in (known.email, NEW):
        asked = ask(client, address)
        page = client.get(CODE).content.decode()
        refused = client.post(CODE, {"code": wrong(code_for(address))})
        answers.append(
            (
                asked.status_code,
                asked.headers["Location"],
                page.replace(address, "X"),
                refused.status_code,
                refused.content.decode().replace(address, "X"),
            )
        )

    hide = [[str(part).split("csrfmiddlewaretoken") for part in answer] for answer in answers]
    strip = [[[piece.partition(">")[2] or piece for piece in part] for part in answer] for answer in hide]
    assert strip[0] == strip[1]


def test_letters_are_the_same_for_known_and_unknown_addresses(client, known):
    ask(client, known.email)
    ask(client, NEW)

    first, second = (letters_to(address)[0] for address in (known.email, NEW))
    assert first.subject == second.subject
    assert first.text.replace(code_for(known.email), "X") == second.text.replace(code_for(NEW), "X")


def test_letter_tells_why_and_holds_no_link(client):
    ask(client, NEW)

    text = letters_to(NEW)[0].text
    assert "Sie bekommen diesen Brief, weil" in text
    assert "http" not in text


def test_letter_is_in_the_language_of_the_page(client):
    client.post("/en/account/sign-in/", {"email": NEW})

    assert letters_to(NEW)[0].subject == "Your code for the KI.Landkarte"


def test_language_of_a_new_person_is_that_of_the_page(client):
    client.post("/en/account/sign-in/", {"email": NEW})
    client.post("/en/account/sign-in/code/", {"code": code_for(NEW)})

    assert User.objects.get().language == "en"


def test_wrong_code_lets_nobody_in(client):
    ask(client, NEW)

    response = client.post(CODE, {"code": wrong(code_for(NEW))})

    assert (response.status_code, inside(client), User.objects.count()) == (400, None, 0)
    assert list(response.context["form"].errors) == ["code"]


def test_code_is_spent_after_five_tries(client):
    ask(client, NEW)
    code = code_for(NEW)
    for _ in range(codes.TRIES):
        client.post(CODE, {"code": wrong(code)})

    response = client.post(CODE, {"code": code})

    assert (response.status_code, inside(client), User.objects.count()) == (400, None, 0)


def test_code_is_spent_after_a_quarter_of_an_hour(client):
    ask(client, NEW)
    session = client.session
    session["codes.entrance"]["at"] -= 15 * 60 + 1
    session.save()

    response = client.post(CODE, {"code": code_for(NEW)})

    assert (response.status_code, inside(client)) == (400, None)


def test_code_works_only_in_the_browser_that_asked(client):
    ask(client, NEW)
    code = code_for(NEW)
    client.cookies.clear()

    assert client.post(CODE, {"code": code}).headers["Location"] == ENTRANCE
    ask(client, "andere@example.org")
    assert client.post(CODE, {"code": code}).status_code == 400
    assert inside(client) is None


def test_code_works_once(client):
    ask(client, NEW)
    code = code_for(NEW)
    client.post(CODE, {"code": code})
    client.post("/konto/abmelden/")

    client.post(CODE, {"code": code})

    assert inside(client) is None


def test_session_keeps_no_code(client):
    ask(client, NEW)

    kept = Session.objects.get().get_decoded()
    assert code_for(NEW).replace(" ", "") not in str(kept)


def test_opening_the_page_uses_nothing_up(client):
    ask(client, NEW)
    for _ in range(10):
        client.get(CODE)

    client.post(CODE, {"code": code_for(NEW)})

    assert inside(client)


def test_new_code_replaces_the_old_one(client, known):
    ask(client, known.email)
    old = code_for(known.email)

    response = client.post(CODE, {"again": "1"})

    assert response.headers["Location"] == CODE
    assert len(letters_to(known.email)) == 2
    if old != code_for(known.email):
        assert client.post(CODE, {"code": old}).status_code == 400
    assert client.post(CODE, {"code": code_for(known.email)}).headers["Location"] == "/konto/"


def test_stranger_gets_two_letters_a_day_and_the_answer_does_not_say_so(client):
    answers = [ask(client, NEW) for _ in range(4)]

    assert len(letters_to(NEW)) == 2
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, CODE)}


def test_last_letter_stays_good_when_no_more_may_be_sent(client):
    for _ in range(4):
        ask(client, NEW)

    client.post(CODE, {"code": code_for(NEW)})

    assert inside(client)


def test_budget_for_strangers_leaves_known_addresses_alone(client, known, monkeypatch):
    monkeypatch.setattr("machinery.limits.LETTERS_A_DAY", 0)

    answers = [ask(client, address) for address in (NEW, known.email)]

    assert [len(letters_to(address)) for address in (NEW, known.email)] == [0, 1]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, CODE)}


def test_one_sender_asks_for_a_limited_number_of_codes_an_hour(client, monkeypatch):
    monkeypatch.setattr("accounts.views.entrance.CODES_OF_ONE_SENDER_AN_HOUR", 3)
    answers = [ask(client, f"person{number}@example.org").status_code for number in range(5)]

    assert answers == [302] * 3 + [429] * 2
    assert Letter.objects.count() == 3


def test_next_page_is_kept_to_the_end(client):
    response = ask(client, NEW, next="/konto/einstellungen/")
    code_page = response.headers["Location"]

    response = client.post(code_page, {"code": code_for(NEW)})

    assert code_page == f"{CODE}?next=%2Fkonto%2Feinstellungen%2F"
    assert response.headers["Location"] == "/konto/einstellungen/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_entrance_leads_to_no_other_host(client, target):
    response = ask(client, NEW, next=target)
    page = client.get(CODE, {"next": target}).content.decode()
    last = client.post(CODE, {"code": code_for(NEW), "next": target})

    assert ("evil" in response.headers["Location"], last.headers["Location"]) == (False, "/konto/")
    assert 'name="next"' not in page
    assert client.get(ENTRANCE, {"next": target}).headers["Location"] == "/konto/"


def test_who_is_in_goes_straight_on(client):
    client.force_login(UserFactory())

    for address in (ENTRANCE, CODE, "/konto/anmelden/passwort/"):
        assert client.get(address, {"next": "/konto/daten/"}).headers["Location"] == "/konto/daten/"


def test_signing_up_is_the_same_entrance(client):
    response = client.get("/konto/registrieren/?next=/konto/daten/")

    assert response.headers["Location"] == "/konto/anmelden/?next=/konto/daten/"


def test_locked_account_does_not_get_in(client, known):
    User.objects.update(is_active=False)
    ask(client, known.email)

    response = client.post(CODE, {"code": code_for(known.email)})

    assert (response.headers["Location"], inside(client)) == ("/konto/gesperrt/", None)


def test_account_made_by_staff_is_confirmed_by_its_first_code(client):
    user = UserFactory(email=NEW)
    ask(client, NEW)
    client.post(CODE, {"code": code_for(NEW)})

    assert inside(client) == str(user.pk)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kein-at",
        "a\x00@example.org",
        "x" * 100_000 + "@example.org",
        "a@b\r\nBcc: c@d.org",
    ],
)
def test_hostile_address_is_refused_in_the_form(client, address):
    response = ask(client, address)

    assert (response.status_code, Letter.objects.count()) == (400, 0)
    assert list(response.context["form"].errors) == ["email"]
    assert "<title>Fehler:" in response.content.decode()


def test_address_that_is_no_text_is_refused(client):
    form = "application/x-www-form-urlencoded"

    assert client.post(ENTRANCE, "email=%ED%A0%80%FF@x.de", content_type=form).status_code == 400
    assert client.post(ENTRANCE, '{"email": 1}', content_type="application/json").status_code == 400


@pytest.mark.parametrize("code", ["", "\x00", "x" * 100_000, "١٢٣٤٥٦", "12345", "1234567"])
def test_hostile_code_is_refused_in_the_form(client, code):
    ask(client, NEW)

    response = client.post(CODE, {"code": code})

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["code"])


def test_old_sessions_of_codes_do_not_pile_up_users(client):
    for number in range(3):
        ask(client, f"person{number}@example.org")

    assert User.objects.count() == EmailAddress.objects.count() == 0


def test_hidden_page_offers_the_login_and_leads_back(client):
    for address, login in (
        ("/konto/einreichungen/nix/", "/konto/anmelden/?next=%2Fkonto%2Feinreichungen%2Fnix%2F"),
        ("/en/account/nix/", "/en/account/sign-in/?next=%2Fen%2Faccount%2Fnix%2F"),
    ):
        response = client.get(address)

        assert (response.status_code, f'href="{login}"' in response.content.decode()) == (404, True)


def test_missing_page_elsewhere_or_inside_offers_no_login(client):
    pages = [client.get("/nix/").content.decode()]
    client.force_login(UserFactory())
    pages.append(client.get("/konto/nix/").content.decode())

    assert ["/konto/anmelden/" in page for page in pages] == [False, False]


def test_counted_names_hold_no_address(client, known):
    ask(client, known.email)
    ask(client, NEW)

    names = " ".join(Quota.objects.values_list("name", flat=True))
    assert ("example" in names, "127.0.0.1" in names) == (False, False)
