"""Entries: one, a page of them, and all that a query names as GeoJSON and CSV."""

from django.http import Http404
from django.shortcuts import redirect
from drf_spectacular.utils import OpenApiResponse, OpenApiTypes, extend_schema
from rest_framework.response import Response

from landkarte.api.description import feature_collection
from landkarte.api.features import collection
from landkarte.api.parameters import query_parameters
from landkarte.api.published import ApiEntryFilter, EntryQueryView, PageView, PublishedView
from landkarte.api.renderers import Csv, GeoJson, GeoJsonAsJson, Xlsx
from landkarte.api.serializers import EntryPageSerializer, EntrySerializer, WholeEntrySerializer
from landkarte.loading import spreadsheet
from landkarte.models import Entry
from landkarte.query.parameters import PageSize
from landkarte.query.plain_rows import organisation_of, parts
from machinery.downloads import download
from machinery.spreadsheets.sheets import parts_of
from machinery.spreadsheets.writing import CSV_TYPE, XLSX_TYPE, csv_text

ENTRY_FEATURES = feature_collection(
    shapes=["Point"], properties={"$ref": "#/components/schemas/Entry"}, keyed=True
)


class PagedEntryFilter(ApiEntryFilter):
    page_size = PageSize()


class EntryList(PageView):
    """Entries, a page at a time."""

    marked = True
    filterset_class = PagedEntryFilter
    serializer_class = EntrySerializer

    @extend_schema(
        operation_id="entries_list",
        summary="Entries, a page at a time",
        parameters=query_parameters(PagedEntryFilter),
        responses=EntryPageSerializer,
    )
    def get(self, request):
        return self.page()


class EntryDetail(PublishedView):
    """One entry by its slug."""

    marked = True

    @extend_schema(
        operation_id="entries_detail",
        summary="One entry",
        responses={200: WholeEntrySerializer, 301: OpenApiResponse(description="It has a new address")},
    )
    def get(self, request, slug):
        entry = Entry.objects.published().with_organisation().filter(slug=slug).first()
        if entry is None:
            return self.forward(slug)
        return Response(WholeEntrySerializer(entry, context={"request": request}).data)

    def forward(self, slug):
        entry = Entry.objects.formerly(slug)
        if entry is None:
            raise Http404
        response = redirect("api:entry-detail", entry.slug, permanent=True)
        response.headers["Cache-Control"] = "no-cache"  # the entry may take its old address back
        return response


class EntryGeoJson(EntryQueryView):
    """All entries that the query names and that have a point, as GeoJSON (RFC 7946)."""

    marked = True
    renderer_classes = [GeoJson, GeoJsonAsJson]
    left_out = frozenset({"page"})

    @extend_schema(
        operation_id="entries_geojson",
        summary="All entries of a query as GeoJSON",
        parameters=query_parameters(leaving_out=["page"]),
        responses={(200, form.media_type): ENTRY_FEATURES for form in renderer_classes},
    )
    def get(self, request):
        entries = self.query().qs.located()
        content_type = request.accepted_renderer.media_type
        return download(request, collection(entries, request), content_type=content_type)


class EntryCsv(EntryQueryView):
    """All entries that the query names as CSV, in the columns that `import_entries` reads."""

    renderer_classes = [Csv]
    left_out = frozenset({"page"})

    @extend_schema(
        operation_id="entries_csv",
        summary="All entries of a query as CSV",
        parameters=query_parameters(leaving_out=["page"]),
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request):
        return download(
            request,
            csv_parts(self.query().qs),
            content_type=CSV_TYPE,
            name="ki-landkarte.csv",
        )


def csv_parts(entries):
    """Yields the file in parts of whole lines, as bytes."""
    words = spreadsheet.words()
    yield csv_text([spreadsheet.COLUMNS]).encode()
    for part in parts(entries, spreadsheet.FIELDS_OF_ROW):
        yield csv_text(
            spreadsheet.row(
                row, organisation=organisation_of(row), industries=industries, focuses=focuses, words=words
            )
            for row, industries, focuses in part
        ).encode()


class EntrySheet(EntryQueryView):
    """All entries that the query names as a workbook for offices: headings and cells in the words of
    Accept-Language. An import reads it too."""

    renderer_classes = [Xlsx]
    left_out = frozenset({"page"})

    @extend_schema(
        operation_id="entries_xlsx",
        summary="All entries of a query as a workbook",
        parameters=query_parameters(leaving_out=["page"]),
        responses={(200, XLSX_TYPE): OpenApiTypes.BINARY},
    )
    def get(self, request):
        rows = rows_in_words(self.query().qs)
        return download(
            request,
            parts_of(rows),
            content_type=XLSX_TYPE,
            name="ki-landkarte.xlsx",
            is_packed=True,
        )


def rows_in_words(entries):
    """Yields the headings, then the cells of each entry."""
    words = spreadsheet.words().readable()
    yield spreadsheet.headings()
    for part in parts(entries, spreadsheet.FIELDS_OF_ROW):
        for row, industries, focuses in part:
            yield spreadsheet.row_in_words(
                row, organisation=organisation_of(row), industries=industries, focuses=focuses, words=words
            )
