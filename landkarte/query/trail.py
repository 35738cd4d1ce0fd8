"""Where an entry stands among the hits of the search that the reader came from."""

from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from landkarte.models import Entry
from landkarte.query.addresses import address, parameters
from landkarte.query.engine import LIST_PAGE_SIZE
from landkarte.query.filters import EntryFilter


@dataclass
class Trail:
    """`number` of `total` hits, the entries before and after, and where to go from here."""

    number: int
    total: int
    previous: Entry | None
    following: Entry | None
    hits: str  # the page of the list that holds the entry


def query_to_carry(query):
    """`?q=...` with what links to entries take along from this query, or "" when it is wrong or empty."""
    return address("", parameters(query)) if query.is_valid() else ""


def trail_context(entry, data):
    """Template context: `carried`, `list_address` and `trail`, which is None unless the query (a QueryDict)
    is right and names this entry among others; an order alone asks for nothing."""
    query = EntryFilter(data)
    carried = query_to_carry(query)
    list_address = reverse("landkarte:entry-list") + carried
    searching = carried and parameters(query).keys() - {"sort"}
    found = _find(entry, query, list_address) if searching else None
    return {"carried": carried, "list_address": list_address, "trail": found}


def _find(entry, query, list_address):
    """The `Trail`, in the list's own order."""
    keys = query.keys
    places = np.flatnonzero(keys == entry.pk)
    if not places.size:
        return None
    place = int(places[0])
    beside = {step: int(keys[place + step]) for step in (-1, 1) if 0 <= place + step < len(keys)}
    entries = Entry.objects.published().in_bulk(beside.values())
    page = place // LIST_PAGE_SIZE + 1
    return Trail(
        number=place + 1,
        total=len(keys),
        previous=entries.get(beside.get(-1)),
        following=entries.get(beside.get(1)),
        hits=list_address + (f"&page={page}" if page > 1 else ""),
    )
