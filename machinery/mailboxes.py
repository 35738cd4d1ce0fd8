"""One spelling for one mailbox: by it addresses are compared, kept and shown, whatever somebody types.

`INFO@Müller-KI.example` and `info@xn--mller-ki-65a.example` are `info@müller-ki.example`.
"""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from machinery.hosts import as_dns, readable
from machinery.texts import legible

INVALID = _("Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@example.org.")

_well_formed = EmailValidator(INVALID)
_local = re.compile(r"[-!#$%&'*+/=?^_`{}|~.0-9A-Za-z]")  # RFC 5322, dot-atom
_with_name = re.compile(r"(?P<before>.*@)(?P<host>[^@<>\s]+)(?P<after>>?)", re.DOTALL)


def one_spelling(address):
    """The one spelling of an address; of what is none, just lower case. It never raises."""
    local, at, host = legible(address).strip().rpartition("@")
    if not at:
        return host.lower()
    return f"{local.lower()}@{readable(as_dns(host)) or host.lower()}"


def as_sent(address):
    """The address, perhaps with a name before it in pointed brackets, as mail servers take it: its host as
    DNS has it. Django would write the host down by IDNA 2003, to somebody else. ValueError for a host that
    DNS cannot have."""
    match = _with_name.fullmatch(address)
    host = as_dns(match["host"]) if match else ""
    if not host:
        raise ValueError(f"No mail server takes the address {address!r}.")
    return f"{match['before']}{host}{match['after']}"


def in_link(address):
    """The address as it stands behind "mailto:" (RFC 6068)."""
    local, _at, host = address.rpartition("@")
    return f"{quote(local)}@{as_dns(host) or quote(host)}"


def validate_mailbox(address):
    """ValidationError unless letters can be sent to this address; it names the sign that is not possible."""
    local, at, host = address.rpartition("@")
    if local and host and "@" not in local:  # else it is none, or several
        _refuse_signs(local, _is_of_mailbox, _BEFORE)
        _refuse_signs(host, _is_of_host, _BEHIND)
    _well_formed(f"{local}@{as_dns(host)}" if at else address)


_BEFORE = (
    _("Das Zeichen „%(sign)s“ ist vor dem @ nicht möglich."),
    _("Ein Leerzeichen ist vor dem @ nicht möglich."),
)
_BEHIND = (
    _("Das Zeichen „%(sign)s“ ist nach dem @ nicht möglich."),
    _("Ein Leerzeichen ist nach dem @ nicht möglich."),
)


def _refuse_signs(part, is_possible, words):
    """The message for the first sign that is not possible in this part of an address."""
    if part.startswith(('"', "[")):  # quoted names and numbers have rules of their own
        return
    for sign in part:
        if not is_possible(sign):
            of_sign, of_blank = words
            raise ValidationError(of_blank if sign.isspace() else of_sign, "sign", {"sign": sign})


def _is_of_mailbox(sign):
    return bool(_local.match(sign))


def _is_of_host(sign):
    return (sign.isalnum() and bool(as_dns(sign))) or sign in "-."
