"""What stands in the letters of the outbox."""

import re

from machinery.models import Letter


def letters_to(address):
    return [letter for letter in Letter.objects.order_by("pk") if letter.recipients == [address]]


def code_for(address):
    """The code of the last letter to an address, as it stands there."""
    return re.search(r"^\d{3} \d{3}$", letters_to(address)[-1].text, re.M)[0]


def wrong(code):
    return "000000" if code != "000 000" else "111111"
