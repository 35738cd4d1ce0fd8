"""What the accounts need of the portal: counted tries in shared state, and letters. `accounts` stands below
`landkarte` and cannot import it; allauth finds this class by its name in the settings."""

import ipaddress

from django.db import transaction

from accounts.adapter import Adapter as AccountAdapter
from accounts.limits import TooManyError
from machinery import letters, limits


class Adapter(AccountAdapter):
    def take_turn(self, name, *, of, most, period="hour"):
        try:
            limits.take_turn(name, of=of, most=most, period=period)
        except limits.LimitReachedError as error:
            raise TooManyError(error.seconds) from None

    def give_turn_back(self, name, *, of, period="hour"):
        limits.give_turn_back(name, of=of, period=period)

    def take_turn_of_sender(self, request, name, *, most, to="", period="hour"):
        of = f"{limits.sender_of(request)} {to}"
        self.take_turn(f"{name}:sender", of=of, most=most, period=period)

    def give_turn_of_sender_back(self, request, name):
        limits.give_turn_back(f"{name}:sender", of=limits.sender_of(request))

    def write_letter(self, name, *, to, language, context):
        letters.write(name, to=to, language=language, context=context)

    def take_letter_to_stranger(self, address):
        try:
            with transaction.atomic():
                limits.take_letter(address)
        except limits.LimitReachedError as error:
            raise TooManyError(error.seconds) from None

    def get_client_ip(self, request):
        """The network that a session comes from, without the part that names one household."""
        try:
            address = ipaddress.ip_address(limits.client_address(request))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 (a word for "unknown")
        address = getattr(address, "ipv4_mapped", None) or address
        network = ipaddress.ip_network((address, 48 if address.version == 6 else 24), strict=False)
        return str(network.network_address)
