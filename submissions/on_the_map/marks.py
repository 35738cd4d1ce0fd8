"""Marks the entries that somebody vouches for, and those that nobody has after the yearly letter."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.entries.freshness import a_year_before
from landkarte.models import Entry
from landkarte.plugs.marks import Mark, register

IS_MARKED = Q(unconfirmed_since__isnull=False)


def is_confirmed():
    """Condition of a query over entries: somebody has confirmed them within a year."""
    return Q(confirmed_on__gt=a_year_before(timezone.localdate())) & ~IS_MARKED


def bearers(condition):
    """Keys of the entries that are marked so."""
    return Entry.objects.filter(condition).order_by().values_list("pk", flat=True)


def address(pk):
    """The mark leads nowhere: the page of the entry says since when."""
    return ""


register(
    Mark(
        "confirmed",
        _("bestätigt"),
        lambda: bearers(is_confirmed()),
        address,
        by_clock="daily",
        condition=is_confirmed,
        recommends=30,
        help_text="when somebody has vouched for it within a year",
    )
)
register(
    Mark(
        "unconfirmed",
        _("nicht bestätigt"),
        lambda: bearers(IS_MARKED),
        address,
        by_clock=False,
        condition=lambda: IS_MARKED,
        recommends=-30,
        help_text="when nobody vouches for it",
    )
)
