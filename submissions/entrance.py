"""The door of the pages that need a login."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import translation

from machinery import letters


def login_path(path):
    """The path of the login, which leads on to this path; who is logged in already is led on at once."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path})}"


def login_address(path):
    """The whole address of the login that leads on to this path."""
    return letters.full_address(login_path(path))


def address_in_letter(row, language):
    """The whole address of the login that leads on to the page of the row, in the reader's language."""
    with translation.override(language):
        return login_address(row.get_absolute_url())
