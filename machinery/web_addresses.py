"""Which web addresses a person may give, and what of an address we show."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from machinery.hosts import as_dns, readable

_well_formed = URLValidator(
    schemes=["http", "https"],
    message=_("Bitte eine vollständige Adresse angeben, zum Beispiel https://www.example.org."),
)

_between_sources = re.compile(r";\s*(?=https?://|seed:)")  # an address may hold a semicolon


def validate_web_address(address):
    """ValidationError unless this is a public http(s) address without credentials."""
    _well_formed(address)
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise ValidationError(_("Bitte eine Adresse ohne Zugangsdaten angeben."), code="credentials")
    if not _is_public(as_dns(parts.hostname) or parts.hostname):
        raise ValidationError(_("Diese Adresse ist nicht öffentlich erreichbar."), code="private")


def _is_public(host):
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".")  # a dot at the end names the same host
        return "." in name and not name.endswith((".localhost", ".local", ".internal"))


def hosts_of(sources):
    """What we show of one or several sources, separated by `;`: their hosts, each once: `a.de, b.de`; "" when
    none of them is a web address."""
    hosts = (host_of(source) for source in _between_sources.split(sources))
    return ", ".join(dict.fromkeys(host for host in hosts if host))


def host_of(address):
    """`https://www.example.org/a` -> `example.org`, as people read it; "" for what is no http(s) address."""
    host = host_in(address)
    return readable(as_dns(host) or host).removeprefix("www.")


def host_in(address):
    """The host as it stands in a web address; "" for what is no http(s) address."""
    if not address.startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets without an IPv6 address between them
        return ""
