"""The base of all API views over published data: read-only, in the reader's language, with ETag."""

from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from rest_framework.exceptions import ValidationError
from rest_framework.views import APIView

from landkarte.api.errors import UnknownParametersError
from landkarte.filters import EntryFilter
from landkarte.publishing import current_version


def etag(request, *args, **kwargs):
    """Changes with the data version and with the release; the same address gives the same answer under it."""
    return f'"{current_version()}-{settings.RELEASE}-{language_of(request)}"'


def language_of(request):
    """The API has one address for all languages: `Accept-Language` decides, German otherwise."""
    return translation.get_language_from_request(request)


@method_decorator(condition(etag_func=etag), name="dispatch")
class PublishedView(APIView):
    http_method_names = ["get", "head", "options"]
    parameters = frozenset()  # names that the query string may hold

    def initial(self, request, *args, **kwargs):
        translation.activate(language_of(request))
        super().initial(request, *args, **kwargs)
        if unknown := request.GET.keys() - self.parameters:
            raise UnknownParametersError(sorted(unknown))

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Accept-Language"])
        return response


class EntryQueryView(PublishedView):
    """An answer about the entries that the query names; a wrong query is a 400 naming the parameters."""

    filterset_class = EntryFilter
    left_out = frozenset()  # parameters of the query that mean nothing in this form of the answer

    @property
    def parameters(self):
        return self.filterset_class.base_filters.keys() - self.left_out

    def query(self):
        query = self.filterset_class(QueryDict(self.request.META["QUERY_STRING"]))
        self.check(query)
        return query

    @staticmethod
    def check(query):
        if query.errors:
            raise ValidationError({name: list(messages) for name, messages in query.errors.items()})
