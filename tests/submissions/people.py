"""People with addresses that they have confirmed."""

from tests.factories import UserFactory


def person(address, **more):
    """Somebody who has confirmed this address."""
    return UserFactory(email=address, **more)
