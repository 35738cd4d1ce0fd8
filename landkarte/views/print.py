"""The query on paper: its words, a map of the hits, and all of them as a compact list."""

from dataclasses import dataclass

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from landkarte.entries.page import map_settings
from landkarte.models import Entry
from landkarte.plugs.marks import marks
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.query.panel import query_errors
from landkarte.query.plain_rows import ORGANISATION_COLUMNS, organisation_of
from landkarte.views.embedding import filter_query, with_query
from machinery.translated import in_words_of_reader

MOST_ENTRIES = 1000
READ = ("pk", "name", "kind", "city", "precision", "summary_de", "summary_en", *ORGANISATION_COLUMNS)


class EntryPrint(View):
    """Every entry that the query names, at most a thousand, to be printed."""

    def get(self, request):
        filters = filter_query(request.GET)
        query = EntryFilter(filters)
        valid = query.is_valid()
        total = query.total if valid else 0
        context = {
            "valid": valid,
            "errors": query_errors(query),
            "named": named(query),
            "total": total,
            "most": MOST_ENTRIES,
            "cut": total > MOST_ENTRIES,
            "lines": lines(query) if valid else [],
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


@dataclass
class Line:
    """What the paper says of an entry, in as few pieces as can be: there are up to a thousand."""

    pk: int
    shape: str
    name: str
    facts: str
    distance: float | None  # kilometres from the place that was asked for; of an exact point alone
    summary: str


def lines(query):
    """The `Line`s of the hits in their order."""
    keys = query.keys[:MOST_ENTRIES].tolist()
    bears = {mark.column: str(mark.label) for mark in marks()}
    rows, columns = Entry.objects.published().filter(pk__in=keys).with_marks(), [*READ, *bears]
    if point := query.form.cleaned_data.get("near"):
        rows, columns = rows.with_distance(point), [*columns, "distance"]
    found = {row.pk: row for row in rows.order_by().values_list(*columns, named=True)}
    shapes = {kind: render_to_string("landkarte/_kind.html", {"kind": kind}) for kind in Entry.Kind.values}
    return [_line(found[key], shapes, bears) for key in keys if key in found]


def _line(row, shapes, bears):
    marked = [label for column, label in bears.items() if getattr(row, column)]
    facts = [str(Entry.Kind(row.kind).label), *marked, organisation_of(row)[1], row.city]
    is_exact, summary = row.precision == Entry.Precision.ADDRESS, in_words_of_reader(row, "summary")
    distance = getattr(row, "distance", None) if is_exact else None
    return Line(row.pk, shapes[row.kind], row.name, " · ".join(filter(None, facts)), distance, summary)


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
    counts = query.counts_of_hits("kind")
    return [(kind.value, kind.label, counts[kind.value]) for kind in Entry.Kind if kind.value in counts]


def bounds(query):
    """West, south, east and north of the hits in degrees, as text; empty when none has a point."""
    box = query.bounds if query.is_valid() else None
    return ",".join(f"{side:.6f}" for side in box) if box else ""
