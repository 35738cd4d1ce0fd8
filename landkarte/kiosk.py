"""How a page presents itself: as usual, or on a touch exhibit in a public place, with `kiosk=1`."""

import re
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import SuspiciousOperation

KIOSK = {"kiosk": "1"}

_anchor = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<inside>.*?)</a>", re.DOTALL)
_address = re.compile(r'\b(?P<name>href|data-entry-url)="(?P<address>[^"]*)"')
_new_window = re.compile(r'\s+(?:target|rel)="[^"]*"')
# What is no page for visitors: data, files, the administration, frames.
_no_page = re.compile(r"(/en)?/(admin|api|ogc|embed|oembed)/|.*\.\w+$")
_entry_template = re.compile(r'\bdata-entry-url="[^"]*"')


def is_kiosk(request):
    """Whether this is a page of the exhibit; a frame in another site is none."""
    if _no_page.match(request.path):
        return False
    try:
        return request.GET.getlist("kiosk") == ["1"]
    except SuspiciousOperation:  # more parameters than Django reads
        return False


def presentation(request):
    """For every template; only the embed is framed and has locked parameters, which it says itself."""
    return {"kiosk": is_kiosk(request), "framed": False, "locked": ()}


def in_kiosk(address):
    """The same address on the exhibit; None where it leads out of the portal or to no page."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or _no_page.match(parts.path):
        return None
    if not parts.path and not parts.query:  # a place on this page
        return address
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "kiosk"]
    return parts._replace(query=urlencode([*pairs, *KIOSK.items()], safe=",")).geturl()


class Presentation:
    """On the exhibit every link of every page stays there; what leads out of the portal becomes text.

    Our templates escape `<`, `>` and `"` in attributes, so that links can be told from text. Links that
    scripts make are seen to by static/js/kiosk/.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_kiosk(request):
            return response
        if "Location" in response.headers:
            location = in_kiosk(response.headers["Location"])
            response.headers["Location"] = location or response.headers["Location"]
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = keep_inside(response.content.decode())
        return response


def keep_inside(page):
    """The markup of a page with all its links on the exhibit."""
    page = _anchor.sub(_inner_link, page)
    return _entry_template.sub(lambda found: _address.sub(_inner_address, found[0]), page)


def _inner_link(found):
    attributes = found["attributes"]
    target = _address.search(attributes)
    if target and in_kiosk(unescape(target["address"])) is None:
        return f"<span>{found['inside']}</span>"
    attributes = _address.sub(_inner_address, _new_window.sub("", attributes))
    return f"<a{attributes}>{found['inside']}</a>"


def _inner_address(found):
    return f'{found["name"]}="{escape(in_kiosk(unescape(found["address"])))}"'
