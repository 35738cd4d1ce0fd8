"""The limits of the entrance: how many letters, and how many guesses."""

import pytest

from accounts import codes
from accounts.addresses import confirm
from accounts.models import User
from machinery.models import Letter, Quota
from tests.accounts.mail import code_for, letters_to, wrong
from tests.client import Client
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


def ask(client, address):
    return client.post(ENTRANCE, {"email": address})


def inside(client):
    return client.session.get("_auth_user_id")


def ask_from(client, sender, address):
    return client.post(ENTRANCE, {"email": address}, REMOTE_ADDR=sender)


def try_codes(client, number, code="000000"):
    """What is said to each of so many tries."""
    answers = [client.post(CODE, {"code": code}) for _ in range(number)]
    return [str(answer.context["form"].errors) if answer.context else "in" for answer in answers]


def fix_codes(monkeypatch, code):
    monkeypatch.setattr("accounts.codes.secrets.randbelow", lambda _: code)


def test_one_sender_gets_five_letters_an_hour_to_a_known_address(client, known):
    for _ in range(12):
        ask(client, known.email)

    assert len(letters_to(known.email)) == 5


def test_one_sender_gets_ten_letters_a_day_to_a_known_address(client, known):
    for _ in range(4):
        for _ in range(5):
            ask(client, known.email)
        Quota.objects.exclude(name__contains=":day:").delete()  # an hour later

    assert len(letters_to(known.email)) == 10


def test_askings_of_another_sender_leave_letters_for_the_owner(client, known):
    for _ in range(12):
        ask_from(Client(), "192.0.2.1", known.email)
    before = len(letters_to(known.email))

    ask_from(client, "198.51.100.7", known.email)
    client.post(CODE, {"code": code_for(known.email)})

    assert (before, len(letters_to(known.email)), inside(client)) == (5, 6, str(known.pk))


def test_known_address_gets_forty_letters_a_day_from_all_senders(client, known):
    for number in range(45):
        ask_from(client, f"192.0.2.{number}", known.email)

    assert len(letters_to(known.email)) == 40


def test_code_that_was_never_sent_lets_nobody_in(client, known, monkeypatch):
    monkeypatch.setattr("accounts.limits.CODES_TO_ONE_A_DAY", 0)
    monkeypatch.setattr("machinery.limits.LETTERS_A_DAY", 0)
    fix_codes(monkeypatch, 123456)
    answers = []
    for address in (known.email, NEW):
        ask(client, address)
        answers.append(try_codes(client, 1, "123456"))

    assert (inside(client), User.objects.count(), Letter.objects.count()) == (None, 1, 0)
    assert answers[0] == answers[1] != ["in"]


def test_askings_above_the_limit_give_no_new_tries(client, known):
    for _ in range(5):
        ask(client, known.email)
    code = code_for(known.email)
    try_codes(client, codes.TRIES, wrong(code))
    ask(client, known.email)

    assert try_codes(client, 1, code) != ["in"]
    assert inside(client) is None


def test_tries_do_not_tell_whether_an_address_is_known(client, known, monkeypatch):
    fix_codes(monkeypatch, 123456)
    said = []
    for address in (known.email, NEW):
        answers = []
        for tries in (0, 4, 6, 1, 5, 2, 0, 4, 2):
            ask(client, address)
            answers += try_codes(client, tries)
        said.append(answers)

    assert [len(letters_to(address)) for address in (known.email, NEW)] == [5, 2]
    assert said[0] == said[1]


def test_code_is_good_for_one_try_after_many_wrong_ones_for_the_address(client, known):
    for number in range(4):
        guesser = Client()
        ask_from(guesser, f"192.0.2.{number}", known.email)
        try_codes(guesser, codes.TRIES, wrong(code_for(known.email)))
    ask(client, known.email)
    code = code_for(known.email)

    assert try_codes(client, 2, wrong(code))[1] == try_codes(client, 1, code)[0]
    assert inside(client) is None


def test_wrong_codes_of_others_lock_nobody_out(client, known):
    for number in range(5):
        guesser = Client()
        ask_from(guesser, f"192.0.2.{number}", known.email)
        try_codes(guesser, codes.TRIES, wrong(code_for(known.email)))
    ask(client, known.email)

    client.post(CODE, {"code": code_for(known.email)})

    assert inside(client) == str(known.pk)
