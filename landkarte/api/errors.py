"""How the API says that something is wrong: RFC 9457 problem details, with messages per field."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.views import APIView, exception_handler


class UnknownParametersError(ValidationError):
    """The query has parameters that this address does not know."""

    def __init__(self, names):
        super().__init__({name: [_("Diesen Parameter gibt es hier nicht.")] for name in names})


def problem(error, context):
    """DRF's exception handler: status, title, and `errors` (field -> messages) where fields are to blame."""
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
    """An address that the API does not have."""

    schema = None

    def initial(self, request, *args, **kwargs):
        raise NotFound
