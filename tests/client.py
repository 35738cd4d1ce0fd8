"""Visitors of tests: one whose forms pass or fail as a browser's do, and a stranger who has seen no page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from django import test
from django.conf import settings
from django.test.client import MULTIPART_CONTENT
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes

TOKEN = "csrfmiddlewaretoken"
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
POLICIES = {  # W3C Referrer Policy, 3
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
}
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S | re.I)
_META = re.compile(r"<meta\b[^>]*>", re.I)
_INPUT = re.compile(rf'<input\b[^>]*name="{TOKEN}"[^>]*>', re.I)
_BUTTON = re.compile(r'\bformaction="([^"]*)"', re.I)


def _attribute(tag, name):
    found = re.search(rf'(?<![-\w]){name}="([^"]*)"', tag, re.I)
    return unescape(found[1]) if found else ""


def _last_policy(text):
    """The last one that a browser knows, or ""."""
    known = [name for name in text.lower().replace(",", " ").split() if name in POLICIES]
    return known[-1] if known else ""


def referrer_policy(header, page):
    """The policy of a document with this header and text: the last `<meta>` counts more than the header."""
    metas = [tag for tag in _META.findall(page) if _attribute(tag, "name").lower() == "referrer"]
    said = [_last_policy(header), *(_last_policy(_attribute(tag, "content")) for tag in metas)]
    return next(filter(None, reversed(said)), "strict-origin-when-cross-origin")


def sender_of(policy, address):
    """`Origin` and `Referer` (None: not sent) of a form on the page at `address` that goes to its own site.

    Fetch standard, "append a request Origin header"; Referrer Policy, 8.3.
    """
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    if policy == "no-referrer":
        return "null", None
    return origin, f"{origin}/" if policy in ("origin", "strict-origin") else address


@dataclass(frozen=True)
class Form:
    """A form that was seen: where it goes, the page it stands on, its token ("" where there is none).

    `policy`: what decides about the origin that the browser says; `secret`: the cookie that fits the token.
    """

    paths: frozenset
    page: str
    policy: str
    token: str
    secret: str


@dataclass(frozen=True)
class Page:
    """A page with forms that was opened; read only when somebody sends one."""

    path: str
    header: str
    text: str
    secret: str

    @cached_property
    def forms(self):
        policy = referrer_policy(self.header, self.text)
        posted = [found for found in _FORM.findall(self.text) if _attribute(found[0], "method") == "post"]
        return [self._form(*found, policy) for found in posted]

    def _form(self, attributes, inside, policy):
        actions = [_attribute(attributes, "action"), *map(unescape, _BUTTON.findall(inside))]
        paths = frozenset(path_of(urljoin(self.path, action)) for action in actions)
        token = _INPUT.search(inside)
        return Form(paths, self.path, policy, _attribute(token[0], "value") if token else "", self.secret)


def path_of(address):
    return unquote(urlsplit(str(address)).path)


class Client(test.Client):
    """Sends a form that it has seen with the token that stands in it, and with the origin that a browser says
    under the referrer policy of its page: a form that no browser can send is refused.

    What it has not seen it sends as a script of the portal would, with a good token and its own origin. When
    the cookie of the token has changed, by a login, it has opened its pages anew.
    """

    def __init__(self, enforce_csrf_checks=True, **arguments):
        super().__init__(enforce_csrf_checks, **arguments)
        self.pages = {}

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, **arguments):
        if content_type is MULTIPART_CONTENT and isinstance(data, Mapping | None):
            token = self._token(self._form(path))
            data = ({TOKEN: token} if token else {}) | {**(data or {})}
        return super().post(path, data, content_type, **arguments)

    def generic(self, method, path, data="", *rest, **arguments):
        if method not in SAFE:
            form = self._form(path)
            arguments = self._said(form or self._unseen(path), arguments) | arguments
            if TOKEN.encode() not in force_bytes(data) and (token := self._token(form)):
                arguments = {"HTTP_X_CSRFTOKEN": token} | arguments
        return super().generic(method, path, data, *rest, **arguments)

    def request(self, **environ):
        response = super().request(**environ)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            self._remember(response)
        return response

    def _remember(self, response):
        path = response.request["PATH_INFO"].encode("latin-1").decode(errors="replace")
        self.pages.pop(path, None)
        if b'method="post"' in response.content:
            policy = response.headers.get("Referrer-Policy", "")
            self.pages[path] = Page(path, policy, response.content.decode(), self._secret)

    @property
    def _secret(self):
        cookie = self.cookies.get(settings.CSRF_COOKIE_NAME)
        return cookie.value if cookie else ""

    def _form(self, path):
        """The form that goes to this path, on the page that was opened last; None where none was seen."""
        for page in reversed(self.pages.values()):
            forms = [form for form in page.forms if path_of(path) in form.paths]
            if forms:  # nobody knows which of them is meant: the one that is refused, where there is one
                return min(forms, key=lambda form: (form.token != "", form.policy != "no-referrer"))
        return None

    def _unseen(self, path):
        return Form(frozenset(), path_of(path), settings.SECURE_REFERRER_POLICY, "", "")

    def _token(self, form):
        if form and (not form.token or form.secret == self._secret):
            return form.token
        if not self._secret:
            self.cookies[settings.CSRF_COOKIE_NAME] = get_random_string(32)
        return self._secret

    def _said(self, form, arguments):
        """The headers of a browser that sends this form."""
        given = {name.lower(): value for name, value in (arguments.get("headers") or {}).items()}
        host = given.get("host") or arguments.get("HTTP_HOST") or self.defaults.get("HTTP_HOST", "testserver")
        scheme = "https" if arguments.get("secure") else "http"
        origin, referrer = sender_of(form.policy, f"{scheme}://{host}{quote(form.page)}")
        return {"HTTP_ORIGIN": origin} | ({"HTTP_REFERER": referrer} if referrer else {})


class Stranger(test.Client):
    """Somebody who has seen no page: whatever they send comes without a token, and from nobody."""

    def __init__(self, **arguments):
        super().__init__(enforce_csrf_checks=True, **arguments)
