"""Which addresses scripts of other sites may read: the only place that says so.

What stands here is the same for everybody and is made without looking at a cookie. So it is open to each
origin, also to that of a sandboxed frame ("null"), and never with credentials. A page, and whatever belongs
to somebody, is not here.
"""

import re

A_DAY = 24 * 3600  # seconds for which a browser need not ask again whether it may ask
OPEN = re.compile(
    r"/static/"  # a sandboxed frame gets its own modules only by CORS
    r"|/api/v1/"
    r"|/embed/$"
    r"|/oembed/$"
    r"|/kacheln/"
    r"|/karte/[^/]+\.json$"
    r"|(/en)?/feed\.atom$"
    r"|/veranstaltungen(/[^/]+)?\.ics$|/en/events(/[^/]+)?\.ics$"
    r"|/zahlen/[^/]+\.csv$|/en/figures/[^/]+\.csv$"
    r"|/eintraege/[^/]+/logo/$|/en/entries/[^/]+/logo/$"
    r"|(/[^/]+){0,2}/(bild|picture)\.png$|/en(/[^/]+){0,2}/(bild|picture)\.png$"
)
READING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ASKING = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    # Without credentials, "*" is every name but Authorization; older browsers read the names.
    "Access-Control-Allow-Headers": "*, Accept, Accept-Language, Cache-Control, Content-Type, HX-Request, "
    "HX-Target, If-Modified-Since, If-None-Match, Pragma, Range, X-Requested-With",
    "Access-Control-Max-Age": str(A_DAY),
}
CLOSED = {"Cross-Origin-Resource-Policy": "same-origin"}


def is_open(path):
    return OPEN.match(path) is not None


def policy(path):
    """The headers by which an answer at this path says which origins may have it: refusals and errors too."""
    return READING if is_open(path) else CLOSED


def is_question(method, headers):
    """Whether a browser asks in advance what a script of another origin may ask (a preflight request).
    `headers` has names as requests have."""
    return method == "OPTIONS" and "Origin" in headers and "Access-Control-Request-Method" in headers
