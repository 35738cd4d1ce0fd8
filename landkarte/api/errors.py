"""How the API says that something is wrong: RFC 9457 problem details, with messages per field."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.views import APIView, exception_handler


def language_of(request):
    """The API has one address for all languages: `Accept-Language` decides, German otherwise."""
    return translation.get_language_from_request(request)


class UnknownParametersError(ValidationError):
    """The query has parameters that this address does not know."""

    def __init__(self, names):
        super().__init__({name: [_("Diesen Parameter gibt es hier nicht.")] for name in names})


def problem(error, context):
    """DRF's exception handler: status, title, and `errors` (field -> messages) where fields are to blame."""
    if isinstance(error, SuspiciousOperation):  # such as more than a thousand parameters
        error = ParseError()
    response = exception_handler(error, context)
    if response is None:
        return None
    body = {"type": "about:blank", "status": response.status_code, "title": _title(response.status_code)}
    if isinstance(error, ValidationError):
        body["errors"] = response.data
    elif isinstance(error, APIException):
        body["detail"] = str(error.detail)
    response.data = body
    response.content_type = "application/problem+json"
    return response


def _title(status):
    titles = {
        400: _("Diese Anfrage ist nicht in Ordnung."),
        404: _("Das gibt es nicht."),
        405: _("Diese Methode gibt es hier nicht."),
        406: _("In dieser Form gibt es die Antwort nicht."),
        415: _("In dieser Form lesen wir keine Daten."),
    }
    return titles.get(status, _("Das hat nicht geklappt."))


class Nowhere(APIView):
    """An address that the API does not have, unless only its last slash is missing."""

    schema = None

    def get(self, request):
        if not request.path.endswith("/") and resolve(f"{request.path}/").func.cls is not Nowhere:
            query = request.META["QUERY_STRING"]
            return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
        raise NotFound

    def initial(self, request, *args, **kwargs):
        translation.activate(language_of(request))
        if request.method != "GET":
            raise NotFound
