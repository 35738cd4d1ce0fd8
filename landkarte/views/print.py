"""The query on paper: its words, a map of the hits, and all of them as a compact list."""

from django.db.models import Max, Min
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from landkarte.entries.page import map_settings
from landkarte.models import Entry
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.query.panel import query_errors
from landkarte.views.embedding import filter_query, with_query

MOST_ENTRIES = 1000


class EntryPrint(View):
    """Every entry that the query names, at most a thousand, to be printed."""

    def get(self, request):
        filters = filter_query(request.GET)
        query = EntryFilter(filters)
        valid = query.is_valid()
        total = query.qs.count()
        context = {
            "valid": valid,
            "errors": query_errors(query),
            "named": named(query),
            "total": total,
            "most": MOST_ENTRIES,
            "cut": total > MOST_ENTRIES,
            "entries": query.qs.with_organisation().without_details()[:MOST_ENTRIES],
            "kinds": kinds(query),
            "today": timezone.localdate(),
            "view_path": with_query(reverse("landkarte:entry-list"), filters),
            "view_address": request.build_absolute_uri(with_query(reverse("landkarte:entry-list"), filters)),
            "csv": address(reverse("api:entry-csv"), parameters(query)) if valid else "",
            "parameters": " ".join(EntryFilter.base_filters),
            "bounds": bounds(query),
            "map": map_settings(),
        }
        return render(request, "landkarte/entry_print.html", context, status=200 if valid else 400)


def named(query):
    """The query in words: pairs of a parameter's label and the values in force."""
    words = {}
    for chip in query.chips():
        words.setdefault(query.form.fields[chip.name].label, []).append(chip.label)
    return list(words.items())


def kinds(query):
    """The kinds among the hits in their usual order: value, label, number."""
    if not query.is_valid():
        return []
    counts = query.counts("kind", query.matching())
    return [(kind.value, kind.label, counts[kind.value]) for kind in Entry.Kind if kind.value in counts]


def bounds(query):
    """West, south, east and north of the hits in degrees, as text; empty when none has a point."""
    if not query.is_valid():
        return ""
    sides = (
        query.matching()
        .located()
        .order_by()
        .aggregate(west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude"))
    )
    if sides["west"] is None:
        return ""
    return ",".join(f"{sides[side]:.6f}" for side in ("west", "south", "east", "north"))
