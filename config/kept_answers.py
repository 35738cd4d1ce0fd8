"""Answers that are made once and given to all who ask the same, as bytes, until the data version moves.

First in line, before any lane (config/lanes.py) and all of Django. What may be kept, the answer itself says:
a whole 200 to a `GET`, which sets no cookie, forbids no cache and does not vary by cookies. By what else it
varies (`Vary`), it is kept apart. Whoever brings a cookie that says who they are gets an answer of their own.
"""

import asyncio
from collections import OrderedDict
from time import monotonic

from django.conf import settings
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from config.kept_forms import Whole, kept_of

MOST_SECONDS = 30  # what appears and expires by the clock moves no version
LONGEST_ADDRESS = 2000  # bytes of path and query
MOST_ADDRESSES = 20_000  # of which is noted by what their answers vary
PATIENCE_SECONDS = 10  # for the one who makes the same answer already
SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_WAY = {b"authorization", b"range"}  # who sends them gets an answer of their own
FORM_COOKIE = frozenset({settings.CSRF_COOKIE_NAME.encode()})  # says nobody's name; forms vary by it


class KeptAnswers:
    """An ASGI application around another one. `version` tells the data version as `KnownVersion` does; at
    most `most_bytes` are kept, of what was asked last. All of it runs in the event loop, so without locks."""

    def __init__(self, application, version, most_bytes):
        self.application, self.version, self.most_bytes = application, version, most_bytes
        self.answers, self.bytes = OrderedDict(), 0
        self.varies = OrderedDict()  # address -> names of headers
        self.in_work = {}  # key -> event, set when its answer is there

    async def __call__(self, scope, receive, send):
        if scope["method"] not in SAFE:
            await self.write(scope, receive, send)
            return
        headers = dict(scope["headers"])
        version = self.version.number if self.most_bytes and may_share(scope, headers) else None
        if version is None:
            await self.application(scope, receive, send)
            return
        address = address_of(scope, headers)
        key = self.key(address, headers)
        if key in self.in_work:
            await waited(self.in_work[key])
        if kept := self.find(key, version):
            await kept.give(headers, send)
        else:
            await self.make(address, key, version, scope, receive, send)

    async def write(self, scope, receive, send):
        """Who writes sees at once what it did, at least here: what is known is forgotten before they hear."""

        async def forgetting(message):
            if message["type"] == "http.response.start":
                self.version.forget()
            await send(message)

        await self.application(scope, receive, forgetting)

    async def make(self, address, key, version, scope, receive, send):
        """While one makes an answer that can be kept, the others who ask for it wait."""
        done = asyncio.Event()
        if key is not None:
            self.in_work[key] = done
        headers = dict(scope["headers"])
        whole = Whole(send)
        try:
            await self.application(scope, receive, whole)
            if (kept := await asyncio.to_thread(kept_of, whole, version)) is not None:
                self.keep(address, headers, kept)
                await kept.give(headers, send)
            else:
                await whole.let_go()
        finally:
            done.set()
            if self.in_work.get(key) is done:
                del self.in_work[key]

    # -- What is kept ------------------------------------------------------------------------------

    def key(self, address, headers):
        """Of the answer to this request; None when it is not known yet by what its answers vary."""
        names = self.varies.get(address)
        return None if names is None else (address, *(said(headers, name) for name in names))

    def find(self, key, version):
        kept = self.answers.get(key)
        if kept is None or kept.version != version or monotonic() - kept.made_at > MOST_SECONDS:
            return None
        self.answers.move_to_end(key)
        self.varies.move_to_end(key[0])
        return kept

    def keep(self, address, headers, kept):
        self.varies[address] = kept.varies
        key = self.key(address, headers)
        if old := self.answers.pop(key, None):
            self.bytes -= old.size
        self.answers[key] = kept
        self.bytes += kept.size
        while self.bytes > self.most_bytes:
            self.bytes -= self.answers.popitem(last=False)[1].size
        while len(self.varies) > MOST_ADDRESSES:
            self.forget_address(self.varies.popitem(last=False)[0])

    def forget_address(self, address):
        for key in [key for key in self.answers if key[0] == address]:
            self.bytes -= self.answers.pop(key).size


async def waited(event):
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await event.wait()
    except TimeoutError:
        """Then this one makes it too."""


# -- Requests ------------------------------------------------------------------------------------------


def may_share(scope, headers):
    """Whether an answer to others may be one to this request."""
    if scope["method"] != "GET" or not OWN_WAY.isdisjoint(headers):
        return False
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return False
    # HTTP/2 may send each cookie in a header by itself, and `headers` holds only one of them.
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    return all(FORM_COOKIE.issuperset(_names(value)) for value in cookies)


def _names(cookies):
    return {pair.partition(b"=")[0].strip() for pair in cookies.split(b";")} - {b""}


def address_of(scope, headers):
    """What is asked, and where: all that is no header of `Vary`."""
    scheme = headers.get(b"x-forwarded-proto", scope["scheme"].encode())
    return headers.get(b"host"), scheme, scope["raw_path"], scope["query_string"]


def said(headers, name):
    """What the header of this name asks for, as far as answers differ by it."""
    value = headers.get(name.encode(), b"")
    return _language(value.decode("latin-1")) if name == "accept-language" else value[:LONGEST_ADDRESS]


def _language(accepted):
    """As Django's `get_language_from_request` reads it."""
    for code, _weight in parse_accept_lang_header(accepted):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
