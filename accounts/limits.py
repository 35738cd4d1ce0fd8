"""How often somebody may try, counted for all processes together."""

from django.db import transaction
from django.utils.translation import ngettext

from accounts.addresses import is_confirmed
from machinery import limits

CODES_AN_HOUR = 10  # to oneself, who is logged in
CODES_OF_ONE_SENDER_AN_HOUR = 60
CODES_OF_ONE_SENDER_TO_ONE_AN_HOUR = 5  # confirmed address
CODES_OF_ONE_SENDER_TO_ONE_A_DAY = 10
CODES_TO_ONE_A_DAY = 40  # so that one sender cannot use up the owner's
WRONG_CODES_A_DAY = 20  # for one address; above it, a code is good for one try
PASSWORDS_AN_HOUR = 10  # wrong ones, for one account
PASSWORDS_OF_ONE_SENDER_AN_HOUR = 30
SECOND_FACTORS_AN_HOUR = 10  # wrong ones, of one account
CHANGES_OF_ADDRESS_A_DAY = 5


def take_turn_of_sender(request, name, *, most, to="", period="hour"):
    """Count one more of `name` by where the request comes from, and to whom, where that matters.
    LimitReachedError."""
    limits.take_turn(f"{name}:sender", of=f"{limits.sender_of(request)} {to}", most=most, period=period)


def give_turn_of_sender_back(request, name):
    """That one of this hour did not count."""
    limits.give_turn_back(f"{name}:sender", of=limits.sender_of(request))


def take_code_letter(request, address):
    """Count one more letter with a code to an address, whoever asks for it. LimitReachedError."""
    if not is_confirmed(address):
        with transaction.atomic():
            limits.take_letter(address)
        return
    hour, day = CODES_OF_ONE_SENDER_TO_ONE_AN_HOUR, CODES_OF_ONE_SENDER_TO_ONE_A_DAY
    take_turn_of_sender(request, "code-letter", to=address, most=hour)
    take_turn_of_sender(request, "code-letter", to=address, most=day, period="day")
    limits.take_turn("code-letter", of=address, most=CODES_TO_ONE_A_DAY, period="day")


def wait(error):
    """What somebody reads who is to wait."""
    minutes = -(-error.seconds // 60)
    return (
        ngettext(
            "Das waren zu viele Versuche. Versuchen Sie es in %d Minute noch einmal.",
            "Das waren zu viele Versuche. Versuchen Sie es in %d Minuten noch einmal.",
            minutes,
        )
        % minutes
    )
