"""Which entries an address of the map names, for an export."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from landkarte.query.filters import EntryFilter


def named_by(address):
    """The published entries that an address of the map, or its query alone, names; ValidationError."""
    query = _query_of(address.strip())
    data = QueryDict(query)
    if query is None or any("\x00" in value for values in data.lists() for value in values[1]):
        raise ValidationError(_("Diese Adresse ist keine Suche auf der Karte."), "no-query")
    found = EntryFilter(data)
    if not found.is_valid():
        said = [f"{name}: {' '.join(errors)}" for name, errors in found.errors.items()]
        told = _("Diese Suche versteht die Karte nicht: %(why)s")
        raise ValidationError(told, "no-query", {"why": " ".join(said)})
    return found.qs


def _query_of(text):
    """The query of an address, or a query that stands alone; None for what is neither."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if "?" in text or parts.netloc or not text.strip("/"):
        return parts.query
    return text if "=" in text else None
