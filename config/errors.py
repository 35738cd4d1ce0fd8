"""Pages that say what went wrong; they need no database, no session and no messages."""

from allauth.core.internal.httpkit import add_query_params
from django.db import Error
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from landkarte.presentation import is_kiosk


def _page(request, status, title, text, login=""):
    context = {"status": status, "title": title, "text": text, "login": login, "kiosk": is_kiosk(request)}
    body = render_to_string("error.html", context)
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
    return _page(
        request,
        500,
        _("Da ist bei uns etwas schiefgegangen"),
        _("Bitte versuchen Sie es gleich noch einmal."),
    )
