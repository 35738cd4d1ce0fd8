"""How fresh an entry is: since when somebody vouches for it, asked of one entry or of all in SQL."""

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.days import after


class Freshness(TextChoices):
    CONFIRMED = "confirmed", _("in den letzten 12 Monaten bestätigt")
    OLD = "old", _("älter als 12 Monate")
    UNCONFIRMED = "unconfirmed", _("nicht bestätigt")
    NEVER = "never", _("noch nie veröffentlicht")


def vouched_on(entry):
    """The day for which somebody last vouched for the entry: with it, a cycle of letters begins. None when
    it was never public and nobody has."""
    if entry.confirmed_on:
        return entry.confirmed_on
    return timezone.localdate(entry.published_at) if entry.published_at else None


def a_year_before(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def old(today):
    """Condition of a query over entries: nobody has vouched for them for a year."""
    year = a_year_before(today)
    return Q(confirmed_on__lte=year) | Q(confirmed_on=None, published_at__lt=after(year))


def freshness_of(entry, today=None):
    """The `Freshness` of one entry."""
    day = vouched_on(entry)
    if entry.unconfirmed_since:
        return Freshness.UNCONFIRMED
    if day is None:
        return Freshness.NEVER
    return Freshness.OLD if day <= a_year_before(today or timezone.localdate()) else Freshness.CONFIRMED


def condition(freshness, today=None):
    """Condition of a query over entries: they are as fresh as this."""
    never = Q(confirmed_on=None, published_at=None)
    is_old = old(today or timezone.localdate())
    return {
        Freshness.UNCONFIRMED: ~Q(unconfirmed_since=None),
        Freshness.NEVER: Q(unconfirmed_since=None) & never,
        Freshness.OLD: Q(unconfirmed_since=None) & is_old,
        Freshness.CONFIRMED: Q(unconfirmed_since=None) & ~never & ~is_old,
    }[freshness]
