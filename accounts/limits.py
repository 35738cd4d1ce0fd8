"""How often somebody may try; the adapter counts (config/account_adapter.py), for all processes together."""

from django.utils.translation import ngettext

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


class TooManyError(Exception):
    """Too often; `seconds` until the next time."""

    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


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
