"""People with addresses that they have confirmed."""

from accounts import addresses
from tests.factories import UserFactory


def person(address, **more):
    """Somebody who has confirmed this address."""
    user = UserFactory(email=address, **more)
    addresses.confirm(user, address)
    return user
