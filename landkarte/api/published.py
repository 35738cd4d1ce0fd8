"""The base of all API views over published data: read-only, in the reader's language, with ETag."""

from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.exceptions import ValidationError
from rest_framework.views import APIView

from landkarte.api.errors import UnknownParametersError, language_of
from landkarte.filters import EntryFilter
from landkarte.publishing import current_version, version_tag


class PublishedView(APIView):
    """`GET` answers 200 with an ETag, or 304 to somebody who has that answer already."""

    http_method_names = ["get", "head", "options"]
    parameters = frozenset()  # names that the query string may hold

    def dispatch(self, request, *args, **kwargs):
        # Of the version first: an answer may be newer than its ETag, never older.
        etag = version_tag(current_version(), language_of(request))
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = super().dispatch(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def initial(self, request, *args, **kwargs):
        translation.activate(language_of(request))
        super().initial(request, *args, **kwargs)
        if unknown := request.GET.keys() - self.parameters:
            raise UnknownParametersError(sorted(unknown))


class EntryQueryView(PublishedView):
    """An answer about the entries that the query names; a wrong query is a 400 naming the parameters."""

    filterset_class = EntryFilter
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
