"""People with a confirmed address, and organisations that they are members of."""

from accounts import addresses
from submissions.models import Membership, Role
from tests.factories import OrganisationFactory, UserFactory


def person(email=None, **fields):
    """Somebody who has confirmed their address."""
    user = UserFactory(**({"email": email} if email else {}), **fields)
    addresses.confirm(user, user.email)
    return user


def member(organisation, role=Role.ADMIN, email=None, **fields):
    """The membership of a new person."""
    return Membership.objects.create(user=person(email, **fields), organisation=organisation, role=role)


def organisation_with(*roles):
    """A new organisation, and a membership for each of these roles."""
    organisation = OrganisationFactory()
    return organisation, *(member(organisation, role) for role in roles)
