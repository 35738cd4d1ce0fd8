"""What the page of one entry shows, to the public and in the editors' preview."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landkarte.entries.connections import connections_of
from landkarte.entries.said import facts_of, texts_of
from landkarte.entries.structured_data import describe
from landkarte.models import Entry
from landkarte.models.kinds import PLURALS
from landkarte.plugs.marks import marks
from landkarte.plugs.relations import links_for, relations_of, shelves_of, ways_from
from machinery.pictures import data_address

NEIGHBOURS = 4
NEIGHBOURHOODS_KM = (2, 40)  # where many entries are, the first one has enough and is quick to look through
SHOWN_OF_A_KIND = 6


@dataclass
class Branch:
    """The entries of one kind that belong to an organisation: those shown at once, and the others."""

    kind: str
    label: str
    count: int
    shown: list
    folded: list


@dataclass
class Tree:
    """An organisation and what belongs to it, by kind."""

    root: Entry
    branches: list
    count: int


@dataclass
class Logo:
    """Where the page finds the picture, and its size in pixels where that is known."""

    address: str
    width: int | None = None
    height: int | None = None


def entry_context(entry, request):
    """Template context of `landkarte/entry_detail.html`, for a reader who came from no search."""
    neighbours = _neighbours(entry)
    trees, relations = _trees(entry), relations_of(entry)
    return _context(entry) | {
        "industries": entry.industries.all(),
        "focuses": entry.focuses.all(),
        "further_sources": entry.further_sources.all(),
        "logo": _logo(entry),
        "marks": [(mark, mark.address(entry.pk)) for mark in entry.marks],
        "trees": trees,
        "relations": relations,
        "connections": connections_of(entry, shown=_shown(trees, relations)),
        "ways": ways_from(entry),
        "shelves": shelves_of(entry),
        "links": links_for(entry),
        "neighbours": neighbours,
        "neighbour_points": [_point(neighbour) for neighbour in neighbours],
        "structured_data": describe(entry, request.build_absolute_uri),
    }


def draft_context(entry, request, *, industries, focuses, logo_address):
    """The same for what is not on the map in these words: an entry that is not saved, or one with other
    values, and its terms. Nothing is asked of its row, and nothing shown that hangs on it; its organisation
    is named when it is set and public."""
    return _context(entry) | {
        "industries": industries,
        "focuses": focuses,
        "further_sources": (),
        "logo": Logo(logo_address) if logo_address else None,
        "marks": (),
        "trees": (),
        "relations": (),
        "connections": (),
        "ways": (),
        "shelves": (),
        "links": (),
        "neighbours": (),
        "is_preview": True,
        "preview_note": _("Vorschau: diese Seite ist nicht öffentlich."),
    }


def _context(entry):
    return {
        "entry": entry,
        "texts": texts_of(entry),
        "facts": facts_of(entry),
        "map": map_settings(),
        "carried": "",
        "list_address": reverse("landkarte:entry-list"),
        "trail": None,
    }


def _logo(entry):
    """The picture itself where the entry is not public: editors alone see that page, at no address."""
    if not entry.logo:
        return None
    address = entry.logo_address if entry.is_published else data_address(entry.logo)
    return Logo(address, entry.logo_width, entry.logo_height) if address else None


def map_settings():
    """What every page with a map tells its script."""
    tile_address = reverse("tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    return {
        "tile_url": tile_address if settings.TILE_URL else "",
        "tile_attribution": settings.TILE_ATTRIBUTION if settings.TILE_URL else "",
        "extent": settings.LEAFLET_CONFIG["SPATIAL_EXTENT"],
        "kinds": {kind.value: str(kind.label) for kind in Entry.Kind},
        "marks": {mark.name: str(mark.label) for mark in marks()},
    }


def _trees(entry):
    """The entry with what belongs to it, and its organisation with the entry among its siblings."""
    roots = [root for root in (entry, entry.public_organisation) if root]
    leaves = Entry.objects.published().filter(organisation__in=roots).by_name()
    leaves = list(leaves.only("organisation", "slug", "kind", "name", "city"))
    trees = [
        _tree(root, [leaf for leaf in leaves if leaf.organisation_id == root.pk], entry) for root in roots
    ]
    return [tree for tree in trees if tree.count]


def _tree(root, leaves, entry):
    """The entry itself is never folded away."""
    of_kinds = {}
    for leaf in leaves:
        of_kinds.setdefault(leaf.kind, []).append(leaf)
    branches = [_branch(kind, of_kinds[kind], entry) for kind in PLURALS if kind in of_kinds]
    return Tree(root, branches, len(leaves))


def _branch(kind, leaves, entry):
    first, rest = leaves[:SHOWN_OF_A_KIND], leaves[SHOWN_OF_A_KIND:]
    if entry in rest:
        rest = [*first[-1:], *(leaf for leaf in rest if leaf != entry)]
        first = [*first[:-1], entry]
    return Branch(kind, PLURALS[kind], len(leaves), first, rest)


def _shown(trees, relations):
    """The entries that the page shows as belonging together with this one."""
    for tree in trees:
        yield tree.root
        for branch in tree.branches:
            yield from (*branch.shown, *branch.folded)
    for relation in relations:
        if relation.entry:
            yield relation.entry
        yield from (other for other, _role in relation.others)


def _neighbours(entry):
    """Entries of other houses nearby with a common industry, nearest first; without a point nothing is."""
    if not entry.point:
        return []
    for km in NEIGHBOURHOODS_KM:
        found = list(_nearest(entry, km))
        if len(found) == NEIGHBOURS:  # nobody beyond is nearer
            break
    prefetch_related_objects(found, "industries", "focuses")
    for neighbour in found:
        neighbour.seen_from_a_town = not entry.is_exact
    return found


def _nearest(entry, km):
    house = [entry.pk, entry.organisation_id or entry.pk]
    # Asked of each entry nearby: all entries of an industry would be many, however near one looks.
    shared = Entry.industries.through.objects.filter(
        entry=OuterRef("pk"), industry__in=[industry.pk for industry in entry.industries.all()]
    )
    return (
        Entry.objects.published()
        .near(entry.point, km)
        .filter(Exists(shared))
        .exclude(pk__in=house)
        .exclude(pk__in=Entry.objects.filter(organisation__in=house).values("pk"))
        .with_organisation()
        .without_details()
        .with_news()
        .prefetch_related(None)
        .order_by("distance", "pk")[:NEIGHBOURS]
    )


def _point(entry):
    """What the map draws of a neighbour: its key names its card."""
    return {
        "entry": entry.pk,
        "kind": entry.kind,
        "name": entry.name,
        "place": [float(entry.latitude), float(entry.longitude)],
        "exact": entry.is_exact,
    }
