"""Pages that say what went wrong; they need no database, no session and no messages."""

import logging
import sys
from dataclasses import dataclass
from typing import Any

from allauth.core.internal.httpkit import add_query_params
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from landkarte.api.errors import language_of
from landkarte.kiosk import is_kiosk
from machinery.busy import RETRY_AFTER, is_busy, is_too_slow
from machinery.files import AwayError

logger = logging.getLogger(__name__)

DATA = ("/api/v1/", "/ogc/", "/mcp")  # programs ask there
LONG = 30  # characters of what somebody has written, and not chosen


def _page(request, status, title, text, login="", template="error.html", **more):
    context = {"status": status, "title": title, "text": text, "login": login, "kiosk": is_kiosk(request)}
    body = render_to_string(template, context | more)
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request, exception=None):
    return _page(request, 400, _("Diese Anfrage verstehen wir nicht"), _("Die Adresse ist nicht in Ordnung."))


def forbidden(request, exception=None):
    return _page(
        request, 403, _("Das ist hier nicht erlaubt"), _("Bitte melden Sie sich an oder gehen Sie zurück.")
    )


def csrf_failure(request, reason=""):
    return _page(
        request,
        403,
        _("Dieses Formular ist abgelaufen"),
        _("Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal."),
    )


def not_found(request, exception=None):
    return _page(
        request,
        404,
        _("Diese Seite gibt es nicht"),
        _("Vielleicht ist der Eintrag nicht mehr öffentlich, oder in der Adresse steckt ein Fehler."),
        login=_login_for(request),
    )


def _login_for(request):
    """Below the account, somebody may see a page only after a login that leads back to it."""
    if not request.path.startswith(reverse("submissions:account")):
        return ""
    try:
        inside = request.user.is_authenticated
    except (AttributeError, Error):  # the address was refused before the session, or the database is away
        inside = False
    return "" if inside else add_query_params(reverse("account_login"), {"next": request.get_full_path()})


def server_error(request):
    error = sys.exc_info()[1]
    # Raised by a middleware, as by the one that saves the session.
    if error is not None and (response := come_again(request, error)):
        return response
    return _page(
        request,
        500,
        _("Da ist bei uns etwas schiefgegangen"),
        _("Bitte versuchen Sie es gleich noch einmal."),
    )


# -- What we stand on keeps us waiting ---------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """What somebody reads who is to ask again after so many seconds: on a page, with the form they have sent,
    and in the answer to a program. A page may ask again by itself, when that is likely to help."""

    title: Any
    page: Any
    form: Any
    data: Any
    seconds: int
    asks_again: bool


BUSY = Wait(
    gettext_lazy("Gerade ist viel los"),
    gettext_lazy(
        "Das Portal speichert gerade viele Daten. Die Seite versucht es gleich von selbst noch einmal."
    ),
    gettext_lazy(
        "Das Portal speichert gerade viele Daten und kam noch nicht dazu, Ihre Angaben zu speichern. "
        "Sie sind nicht verloren: Bitte senden Sie sie noch einmal."
    ),
    gettext_lazy("Gerade ist viel los. Bitte fragen Sie gleich noch einmal."),
    seconds=RETRY_AFTER,
    asks_again=True,
)
TOO_SLOW = Wait(
    gettext_lazy("Diese Abfrage dauert zu lange"),
    gettext_lazy(
        "Das Portal hat sie abgebrochen, damit es für alle anderen schnell bleibt. "
        "Bitte fragen Sie nach weniger, oder versuchen Sie es in einigen Minuten noch einmal."
    ),
    gettext_lazy(
        "Das Portal hat sie abgebrochen, damit es für alle anderen schnell bleibt. Ihre Angaben "
        "sind nicht verloren: Bitte senden Sie sie in einigen Minuten noch einmal."
    ),
    gettext_lazy(
        "Diese Abfrage dauert zu lange. Bitte fragen Sie nach weniger, oder in einigen Minuten noch einmal."
    ),
    seconds=60,
    asks_again=False,
)

FILES_AWAY = Wait(
    gettext_lazy("Die Dateien sind gerade nicht da"),
    gettext_lazy(
        "Das Portal erreicht seinen Speicher für Bilder und Dokumente nicht. "
        "Die Seite versucht es gleich von selbst noch einmal."
    ),
    gettext_lazy(
        "Das Portal erreicht seinen Speicher für Bilder und Dokumente nicht. Ihre Angaben sind nicht "
        "verloren: Bitte senden Sie sie in einigen Minuten noch einmal."
    ),
    gettext_lazy("Die Dateien sind gerade nicht da. Bitte fragen Sie gleich noch einmal."),
    seconds=RETRY_AFTER,
    asks_again=True,
)


def come_again(request, error):
    """503 where the database kept us waiting in vain, or files are out of reach; None for any other error. A
    page, or all that was sent given back, to be sent again; for programs JSON. Nothing of the request was
    kept."""
    if is_busy(error):
        return busy(request)
    if isinstance(error, AwayError):
        logger.error("files are out of reach: %s %s: %s", request.method, request.path, error)
        return _come_again(request, FILES_AWAY)
    if not is_too_slow(error):
        return None
    logger.error("a query was too slow: %s %s", request.method, request.path, exc_info=error)
    return _come_again(request, TOO_SLOW)


def busy(request):
    """503: somebody else is writing."""
    return _come_again(request, BUSY)


def _come_again(request, wait):
    if request.path.startswith(DATA) or not request.accepts("text/html"):
        response = _data(request, wait)
    elif request.method in ("GET", "HEAD"):
        response = _page(request, 503, wait.title, wait.page)
        if wait.asks_again:
            response.headers["Refresh"] = str(wait.seconds)
    else:
        response = _form_given_back(request, wait)
    response.headers["Retry-After"] = str(wait.seconds)
    return response


def _data(request, wait):
    with override(language_of(request)):
        body = {"type": "about:blank", "status": 503, "title": str(wait.data)}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(body, status=503, content_type="application/problem+json", headers=headers)


def _form_given_back(request, wait):
    try:
        sent, files = request.POST, request.FILES
    except (BadRequest, MultiPartParserError, OSError, SuspiciousOperation):  # it did not come whole
        sent, files = {}, {}
    pairs = [(name, value) for name in sent if name != "csrfmiddlewaretoken" for value in sent.getlist(name)]
    kept = [(name, value) for name, value in pairs if not _is_secret(name)]
    return _page(
        request,
        503,
        wait.title,
        wait.form,
        template="busy.html",
        address=request.get_full_path(),
        token=get_token(request),
        kept=kept,
        secrets=list(dict.fromkeys(name for name, _value in pairs if _is_secret(name))),
        files=list(files),
        written=[
            value for name, value in pairs if len(value) >= LONG and " " in value and not _is_secret(name)
        ],
    )


def _is_secret(name):
    """What is typed anew, as it must not stand in a page: a password, and the same password again."""
    return "password" in name or name == "repeated"
