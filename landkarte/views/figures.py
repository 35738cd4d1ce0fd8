"""The figures of a query as a page, and each of them as CSV."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from landkarte.figures.changes import Changes
from landkarte.figures.district_map import district_map
from landkarte.figures.growth import growth
from landkarte.figures.of_query import Figures
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.views.errors import wrong_query
from machinery.spreadsheets.writing import CSV_TYPE, write_csv

DISTRICTS_AT_ONCE = 12
BARS = tuple(name for name in Figures.names if name != "region")


class FigureList(View):
    """Everything that the entries of a query add up to; each number leads to the list behind it."""

    def get(self, request):
        query = EntryFilter(request.GET)
        if not query.is_valid():
            return wrong_query(request, query, "landkarte/figures.html")
        figures, values = Figures(query), parameters(query)
        changes = Changes(query)
        context = {
            "valid": True,
            "errors": [],
            "chips": query.chips(),
            "total": figures.total,
            "figures": {name: figures.figure(name) for name in BARS},
            "districts": (districts := figures.figure("region")),
            "first_districts": (first := [row for row in districts.rows if row.number][:DISTRICTS_AT_ONCE]),
            "further_districts": districts.rows[len(first) :],
            "district_map": district_map(districts),
            "steps": growth(changes),
            "newest": figures.newest(),
            "query": address("", values),
            "list": address(reverse("landkarte:entry-list"), values),
            "changes": address(reverse("landkarte:changes"), values),
            "feed": address(reverse("landkarte:feed"), values),
            "narrowed": query.is_narrowed,
        }
        return render(request, "landkarte/figures.html", context)


class FigureCsv(View):
    """One figure of the page, with the same query."""

    def get(self, request, figure):
        tables = {"growth": _growth, "newest": _newest} | dict.fromkeys(Figures.names, _values)
        if figure not in tables:
            raise Http404
        query = EntryFilter(request.GET)
        if not query.is_valid():
            return wrong_query(request, query)
        response = HttpResponse(content_type=CSV_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="ki-landkarte-{figure}.csv"'
        response.headers["Cache-Control"] = "no-cache"
        write_csv(response, tables[figure](query, figure))
        return response


def _values(query, name):
    """The rows of a figure; the last one is of the entries that say nothing about it."""
    figure = Figures(query).figure(name)
    yield name, "label", "entries", "share"
    for row in [*figure.rows, figure.missing]:
        value = row.label if name == "founded" and row.value else row.value
        yield value, row.label, row.number, round(row.share, 4)


def _growth(query, name):
    yield "month", "entries", "total"
    for step in growth(Changes(query)):
        yield f"{step.start:%Y-%m}", step.number, step.total


def _newest(query, name):
    yield "slug", "kind", "name", "published"
    for entry in Figures(query).newest():
        yield entry.slug, entry.kind, entry.name, entry.published_at.isoformat(timespec="seconds")
