"""What of the catalogue somebody may mean while typing."""

from django.utils.translation import gettext as _

from landkarte.query.suggestions import is_named, register_group
from offers.models import Event, FundingProgramme, Offer, Publication

MOST = 3  # of each sort: the map's own come first, and fill the list


@register_group
def offers(text):
    rows = Offer.objects.published().along_the_way()
    return "offers", _("Angebote"), _items(rows, text, lambda offer: offer.get_phase_display())


@register_group
def events(text):
    """What is still to come, then series; what was is in the list of events."""
    published = Event.objects.published()
    rows = [*published.upcoming(), *published.series().order_by("name")]
    return "events", _("Veranstaltungen"), _items(rows, text, _when_and_where)


@register_group
def publications(text):
    rows = Publication.objects.published()
    return "publications", _("Publikationen"), _items(rows, text, lambda row: row.year or "")


@register_group
def funding(text):
    rows = FundingProgramme.objects.published().open_first()
    return "funding", _("Förderprogramme"), _items(rows, text, lambda programme: programme.provider)


def _when_and_where(event):
    return " · ".join(part for part in (event.days, event.city) if part)


def _items(rows, text, note):
    """The first rows of such a name; their addresses are those of the language in force."""
    named = [row for row in rows if is_named(row.name, text)]
    return [
        {"label": row.name, "note": str(note(row)), "kind": None, "address": row.get_absolute_url()}
        for row in named[:MOST]
    ]
