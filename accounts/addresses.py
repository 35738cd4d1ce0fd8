"""Which addresses are a person's: those that they have confirmed."""

from accounts.models import User


def confirmed_addresses(user):
    """The addresses, in lower case."""
    return {user.email.lower()}


def is_confirmed(address):
    return User.objects.filter(email__iexact=address).exists()


def person_with(address):
    return User.objects.filter(email__iexact=address).first()
