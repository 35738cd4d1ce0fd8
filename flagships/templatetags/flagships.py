"""What the templates of the flagships say in one word."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()

MILLION = 1_000_000


@register.filter
def euros(amount):
    """17500000 -> 17,5 Mio. Euro, 750000 -> 750.000 Euro. Nothing is rounded away."""
    if amount < MILLION:
        return _("%(amount)s Euro") % {"amount": number_format(amount, use_l10n=True, force_grouping=True)}
    return _("%(amount)s Mio. Euro") % {"amount": number_format(_plain(amount))}


def _plain(amount):
    """The millions in an amount, with as many decimals as it has."""
    millions, rest = divmod(amount, MILLION)
    decimals = f"{rest:06d}".rstrip("0")
    return f"{millions}.{decimals}" if decimals else str(millions)
