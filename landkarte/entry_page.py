"""What the page of one entry shows, to the public and in the editors' preview."""

from django.conf import settings
from django.urls import reverse

from landkarte.models import Entry
from landkarte.structured_data import describe

NEIGHBOURS = 4
NEIGHBOURHOOD_KM = 40


def entry_context(entry, request):
    """Template context of `landkarte/entry_detail.html`."""
    return {
        "entry": entry,
        "entries": entry.entries.published().with_organisation().with_news().by_name(),
        "neighbours": _neighbours(entry),
        "structured_data": describe(entry, request.build_absolute_uri),
        "map": map_settings(),
    }


def map_settings():
    """What every page with a map tells its script."""
    tile_address = reverse("tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    return {
        "tile_url": tile_address if settings.TILE_URL else "",
        "tile_attribution": settings.TILE_ATTRIBUTION if settings.TILE_URL else "",
        "extent": settings.LEAFLET_CONFIG["SPATIAL_EXTENT"],
        "kinds": {kind.value: str(kind.label) for kind in Entry.Kind},
    }


def _neighbours(entry):
    """Entries nearby that share an industry, nearest first; without a point nothing is near."""
    if not entry.point:
        return Entry.objects.none()
    related = Entry.industries.through.objects.filter(industry__in=entry.industries.all())
    return (
        Entry.objects.published()
        .near(entry.point, NEIGHBOURHOOD_KM)
        .filter(pk__in=related.values("entry"))
        .exclude(pk__in=[entry.pk, entry.organisation_id or 0])
        .exclude(pk__in=Entry.objects.filter(organisation=entry.pk).values("pk"))
        .with_organisation()
        .with_news()
        .order_by("distance", "pk")[:NEIGHBOURS]
    )
