"""What the machinery keeps of a person is found by their addresses, and the rest is not read."""

import pytest
from django.utils.crypto import get_random_string

from machinery.models import Letter
from machinery.personal_data import Person, holdings
from tests.config.counted import counted

pytestmark = pytest.mark.django_db


def letter_to(*addresses, reply_to=()):
    Letter.objects.create(
        message_id=get_random_string(12),
        sender="a@b.de",
        recipients=list(addresses),
        reply_to=list(reply_to),
        subject="S",
        text="T",
    )


def letters():
    return next(holding for holding in holdings() if holding.name == "letters")


def rows_of(*addresses):
    return letters().rows(Person(None, frozenset(addresses)))


def test_letters_of_others_are_not_read():
    letter_to("vera@example.org")
    with counted() as alone:
        rows_of("vera@example.org")
    for number in range(30):
        letter_to(f"firma{number}@example.org")
    with counted() as among_others:
        found = rows_of("vera@example.org")

    assert (len(found), among_others) == (1, alone)


@pytest.mark.parametrize(
    "spelling", ["max@müller-ki.example", "MAX@Müller-KI.example", "Max@xn--mller-ki-65a.example"]
)
def test_letter_is_found_in_every_spelling_of_its_address(spelling):
    letter_to("max@mueller-ki.example")
    letter_to("a@b.example", spelling)

    assert len(rows_of("max@müller-ki.example")) == 1


@pytest.mark.parametrize("address", ["a_b%c@example.org", '"a b"@example.org', "o'hara@example.org"])
def test_letter_to_an_address_with_unusual_signs_is_found(address):
    letter_to("axbyc@example.org", "ab@example.org", "ohara@example.org")
    letter_to(address)

    assert len(rows_of(address)) == 1


def test_letters_of_each_address_are_found_and_nobodys_of_none():
    letter_to("eins@example.org")
    letter_to("zwei@example.org")
    letter_to("zwei@example.com")

    assert len(rows_of("eins@example.org", "zwei@example.org")) == 2
    assert rows_of() == []


def test_letters_that_somebody_has_caused_are_erased_with_those_to_them():
    letter_to("redaktion@example.org", reply_to=["MAX@example.org"])
    letter_to("max@example.org")
    letter_to("redaktion@example.org", reply_to=["emax@example.org"])

    letters().erase(Person(None, frozenset({"max@example.org"})))

    assert Letter.objects.get().reply_to == ["emax@example.org"]
