"""Answers that are made once and given to all who ask the same, as bytes, until the data version moves.

First in line, before any lane (config/lanes.py) and all of Django. What may be kept, the answer itself says:
a whole 200 to a `GET`, which sets no cookie, forbids no cache and does not vary by cookies. By what else it
varies (`Vary`), it is kept apart. Whoever brings a cookie that says who they are gets an answer of their own.
"""

import gzip
import threading
from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

MOST_SECONDS = 30  # what appears and expires by the clock moves no version
LONGEST_ANSWER = 1024 * 1024  # bytes
LONGEST_ADDRESS = 2000  # signs of path and query
MOST_ADDRESSES = 20_000  # of which is noted by what their answers vary
PATIENCE_SECONDS = 10  # for the one who makes the same answer already
SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_WAY = {"HTTP_AUTHORIZATION", "HTTP_RANGE"}  # who sends them gets an answer of their own
FORM_COOKIE = frozenset({settings.CSRF_COOKIE_NAME})  # says nobody's name; forms vary by it
LEFT_OUT = {"content-length", "content-encoding", "etag", "vary"}  # said anew with each answer


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in both its forms, with the heads that go with each."""

    version: int
    made_at: float
    varies: tuple
    etag: str
    plain: bytes
    packed: bytes
    heads: list
    packed_heads: list
    unchanged_heads: list

    @property
    def size(self):
        return len(self.plain) + len(self.packed)


class KeptAnswers:
    """A WSGI application around another one. `version` tells the data version as `KnownVersion` does; at
    most `most_bytes` are kept, of what was asked last."""

    def __init__(self, application, version, most_bytes):
        self.application, self.version, self.most_bytes = application, version, most_bytes
        self.answers, self.bytes = OrderedDict(), 0
        self.varies = OrderedDict()  # address -> names of headers
        self.in_work = {}  # key -> event, set when its answer is there
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in SAFE:
            return self.write(environ, start_response)
        version = self.version.number if self.most_bytes and may_share(environ) else None
        if version is None:
            return self.application(environ, start_response)
        address = address_of(environ)
        key = self.key(address, environ)
        if kept := self.find(key, version):
            return give(kept, environ, start_response)
        with self.alone(key):
            if kept := self.find(key, version):
                return give(kept, environ, start_response)
            return self.make(address, version, environ, start_response)

    def write(self, environ, start_response):
        """Who writes sees at once what it did, at least here."""
        try:
            return self.application(environ, start_response)
        finally:
            self.version.forget()

    # -- What is kept ------------------------------------------------------------------------------

    def key(self, address, environ):
        """Of the answer to this request; None when it is not known yet by what its answers vary."""
        names = self.varies.get(address)
        return None if names is None else (address, *(header(environ, name) for name in names))

    def find(self, key, version):
        kept = self.answers.get(key)
        if kept is None or kept.version != version or monotonic() - kept.made_at > MOST_SECONDS:
            return None
        with self.lock:
            if key in self.answers and key[0] in self.varies:
                self.answers.move_to_end(key)
                self.varies.move_to_end(key[0])
        return kept

    def keep(self, address, environ, kept):
        with self.lock:
            self.varies[address] = kept.varies
            key = self.key(address, environ)
            if old := self.answers.pop(key, None):
                self.bytes -= old.size
            self.answers[key] = kept
            self.bytes += kept.size
            while self.bytes > self.most_bytes:
                self.bytes -= self.answers.popitem(last=False)[1].size
            while len(self.varies) > MOST_ADDRESSES:
                self.varies.popitem(last=False)

    # -- Making one --------------------------------------------------------------------------------

    def alone(self, key):
        """While one makes this answer, the others who ask for it wait."""
        return nullcontext() if key is None else Alone(self.in_work, self.lock, key)

    def make(self, address, version, environ, start_response):
        started = []
        body = self.application(environ, lambda *start: started.append(start))
        status, heads = started[-1][:2]
        if isinstance(body, list) and (names := shared(status, heads, body)) is not None:
            kept = kept_of(version, heads, body[0], names)
            self.keep(address, environ, kept)
            return give(kept, environ, start_response)
        start_response(*started[-1])
        return body


class Alone:
    """The first one goes on; whoever comes meanwhile waits until the first is done."""

    def __init__(self, in_work, lock, key):
        self.in_work, self.lock, self.key, self.own = in_work, lock, key, threading.Event()

    def __enter__(self):
        with self.lock:
            first = self.in_work.setdefault(self.key, self.own)
        if first is not self.own:
            first.wait(PATIENCE_SECONDS)

    def __exit__(self, *error):
        with self.lock:
            if self.in_work.get(self.key) is self.own:
                del self.in_work[self.key]
        self.own.set()


# -- Requests ------------------------------------------------------------------------------------------


def may_share(environ):
    """Whether an answer to others may be one to this request."""
    if environ["REQUEST_METHOD"] != "GET" or not OWN_WAY.isdisjoint(environ):
        return False
    if not FORM_COOKIE.issuperset(_cookies(environ.get("HTTP_COOKIE", ""))):
        return False
    return len(environ["PATH_INFO"]) + len(environ.get("QUERY_STRING", "")) <= LONGEST_ADDRESS


def _cookies(said):
    return {pair.partition("=")[0].strip() for pair in said.split(";")} - {""}


def address_of(environ):
    """What is asked, and where: all that is no header of `Vary`."""
    return (
        environ.get("HTTP_HOST"),
        environ.get("HTTP_X_FORWARDED_PROTO", environ.get("wsgi.url_scheme")),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


def header(environ, name):
    """What this header asks for, as far as answers differ by it."""
    value = environ.get(f"HTTP_{name.upper().replace('-', '_')}", "")
    return _language(value) if name == "accept-language" else value[:LONGEST_ADDRESS]


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


# -- Answers -------------------------------------------------------------------------------------------


def shared(status, heads, body):
    """By which headers of a request this answer varies, if it may be kept; None where it may not. Pictures
    have caches of their own."""
    said = {name.lower(): value.lower() for name, value in heads}
    varies = {name.strip() for name in said.get("vary", "").split(",")} - {"", "accept-encoding"}
    personal = "set-cookie" in said or not varies.isdisjoint({"cookie", "*"})
    closed = any(word in said.get("cache-control", "") for word in ("no-store", "private"))
    if not status.startswith("200") or personal or closed or len(body) != 1:
        return None
    if len(body[0]) > LONGEST_ANSWER or said.get("content-type", "").startswith("image/"):
        return None
    return tuple(sorted(varies))


def kept_of(version, heads, body, names):
    """The answer to keep, from one that Django has made, packed or not."""
    said = {name.lower(): value for name, value in heads}
    plain = gzip.decompress(body) if "content-encoding" in said else body
    packed = gzip.compress(plain, compresslevel=9, mtime=0)
    etag = said.get("etag", f'"{sha256(plain).hexdigest()[:24]}"').removeprefix("W/")
    own = [(name, value) for name, value in heads if name.lower() not in LEFT_OUT]
    own += [("Vary", ", ".join([*names, "accept-encoding"]))]
    if "cache-control" not in said:
        own.append(("Cache-Control", "no-cache"))
    of_packed = [("ETag", f"W/{etag}"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))]
    return Kept(
        version=version,
        made_at=monotonic(),
        varies=names,
        etag=etag,
        plain=plain,
        packed=packed,
        heads=[*own, ("ETag", etag), ("Content-Length", str(len(plain)))],
        packed_heads=own + of_packed,
        unchanged_heads=[one for one in own if one[0].lower() != "content-type"] + of_packed[:1],
    )


def give(kept, environ, start_response):
    if kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", kept.unchanged_heads)
        return []
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start_response("200 OK", kept.packed_heads)
        return [kept.packed]
    start_response("200 OK", kept.heads)
    return [kept.plain]
