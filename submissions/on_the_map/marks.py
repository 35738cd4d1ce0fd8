"""Marks the entries that nobody has confirmed after the yearly letter."""

from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.plugs.marks import Mark, register


def bearers():
    """Keys of the entries that are marked."""
    return Entry.objects.exclude(unconfirmed_since=None).order_by().values_list("pk", flat=True)


def address(pk):
    """The mark leads nowhere: the page of the entry says since when."""
    return ""


register(
    Mark(
        "unconfirmed",
        _("nicht bestätigt"),
        bearers,
        address,
        by_clock=False,
        help_text="when nobody vouches for it",
    )
)
