"""HTML as a browser lays it out: how a template breaks its lines is nobody's business."""

import re

INLINE = "a|abbr|b|button|code|em|i|img|input|label|q|select|small|span|strong|svg|textarea|time|use"
_BESIDE_BLOCKS = re.compile(rf" ?(</?(?!(?:{INLINE})\b)[a-z][^>]*>) ?")
_INSIDE = re.compile(r"(<[a-z][^>]*[^/]>) | (</)")


def seen(response):
    """The answer's HTML on one line: runs of spaces are one, and there is none at the border of a block or
    right inside a tag."""
    text = " ".join(response.content.decode().split())
    return _INSIDE.sub(r"\1\2", _BESIDE_BLOCKS.sub(r"\1", text))
