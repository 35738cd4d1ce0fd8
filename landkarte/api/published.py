"""The base of all API views over published data: read-only, in the reader's language, with ETag."""

from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from landkarte.api.errors import UnknownParametersError, language_of
from landkarte.plugs.marks import state
from landkarte.query.engine import LIST_PAGE_SIZE
from landkarte.query.filters import EntryFilter, Sort
from machinery.publishing import current_version, version_tag

MOST_PER_PAGE = 100


class PublishedView(APIView):
    """`GET` answers 200 with an ETag, or 304 to somebody who has that answer already."""

    http_method_names = ["get", "head", "options"]
    parameters = frozenset()  # names that the query string may hold
    scheduled = False  # whether rows appear and expire by the clock, which moves no data version
    marked = False  # whether the answer says which marks entries bear: those come and go by the clock

    def dispatch(self, request, *args, **kwargs):
        # Of the version first: an answer may be newer than its ETag, never older.
        self.version = current_version()
        minute = f"{timezone.now():.%Y%m%d%H%M}" if self.scheduled else ""
        borne = f".{state()}" if self.marked else ""
        etag = version_tag(f"{self.version}{minute}{borne}", language_of(request))
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = super().dispatch(request, *args, **kwargs)
        if response.status_code in (200, 304):
            # Weak for one of two forms of an answer, as GZipMiddleware does it (RFC 9110, 8.8.3.3).
            response.headers["ETag"] = f"W/{etag}" if response.has_header("Content-Encoding") else etag
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def initial(self, request, *args, **kwargs):
        translation.activate(language_of(request))
        super().initial(request, *args, **kwargs)
        if unknown := request.GET.keys() - self.parameters:
            raise UnknownParametersError(sorted(unknown))


class QueryView(PublishedView):
    """An answer about the rows that a query names; a wrong query is a 400 naming the parameters."""

    filterset_class = None
    left_out = frozenset()  # parameters of the query that mean nothing in this form of the answer

    @property
    def parameters(self):
        return self.filterset_class.base_filters.keys() - self.left_out

    def query(self):
        query = self.filterset_class(self.request.GET)
        self.check(query)
        return query

    @staticmethod
    def check(query):
        if query.errors:
            raise ValidationError({name: list(messages) for name, messages in query.errors.items()})


class ApiEntryFilter(EntryFilter):
    """The same entries in the order of their names: one that stays while a program reads page after page."""

    usual_sort = Sort.NAME


class EntryQueryView(QueryView):
    """An answer about the entries that the query names."""

    filterset_class = ApiEntryFilter


class PageView(QueryView):
    """Rows that the query names, a page at a time. The query has the parameters `page` and
    `page_size`."""

    serializer_class = None

    def page(self):
        query = self.query()
        size = min(query.form.cleaned_data["page_size"] or LIST_PAGE_SIZE, MOST_PER_PAGE)
        page = query.paginate(size)
        self.check(query)
        return Response(
            {
                "count": page.paginator.count,
                "next": self.address(page.next_page_number()) if page.has_next() else None,
                "previous": self.address(page.previous_page_number()) if page.has_previous() else None,
                "results": self.serializer_class(page, many=True, context={"request": self.request}).data,
            }
        )

    def address(self, number):
        parameters = self.request.GET.copy()
        parameters["page"] = number
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")
