"""Marks the entries that nobody has confirmed after the yearly letter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.plugs.marks import Mark, register

IS_MARKED = Q(unconfirmed_since__isnull=False)


def bearers():
    """Keys of the entries that are marked."""
    return Entry.objects.filter(IS_MARKED).order_by().values_list("pk", flat=True)


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
        condition=IS_MARKED,
        help_text="when nobody vouches for it",
    )
)
