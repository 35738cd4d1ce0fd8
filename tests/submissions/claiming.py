"""How a test claims an entry, and what came of it."""

from datetime import timedelta

from machinery.models import Letter
from submissions import claims
from submissions.models import Membership
from tests.submissions.people import person


def letters():
    """Receiver and template-like subject of each letter, oldest first."""
    return [(letter.recipients[0], letter.subject) for letter in Letter.objects.order_by("pk")]


def texts_to(address):
    """What somebody was written, oldest first."""
    return [letter.text for letter in Letter.objects.order_by("pk") if letter.recipients == [address]]


def claimed(entry, address="ada@alpha.example", message="Ich leite das Marketing."):
    return claims.claim(entry, by=person(address), message=message)


def roles(entry):
    rows = Membership.objects.filter(organisation__entry=entry).order_by("user__email")
    return list(rows.values_list("user__email", "role"))


def days_later(claim, days=8):
    """As if the owner had been asked so many days ago."""
    claim.objection_until -= timedelta(days=days)
    claim.save()
