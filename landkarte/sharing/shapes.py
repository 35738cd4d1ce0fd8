"""The shapes and colours of the kinds on a picture: of `static/img/kinds.svg`, and of the light scheme."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from landkarte.models.kinds import Kind

COLOURS = {
    Kind.COMPANY: "#0b6ba8",
    Kind.RESEARCH: "#6f3fa0",
    Kind.BEST_PRACTICE: "#b3500b",
    Kind.PRODUCT: "#00796b",
    Kind.PROJECT: "#b3261e",
    Kind.INITIATIVE: "#5a6a00",
    Kind.QUALIFICATION: "#b01868",
}
_symbol = re.compile(r'<symbol id="(\w+)" viewBox="0 0 24 24">.*?points="([^"]+)"')
_CENTRE = 12  # of the sheet of shapes, whose side is 24


@cache
def _outlines():
    """Kind -> corners about (0, 0) of a shape of radius 1."""
    text = (Path(settings.BASE_DIR) / "static/img/kinds.svg").read_text()
    return {
        kind: [
            tuple((float(number) - _CENTRE) / 10 for number in corner.split(","))
            for corner in corners.split()
        ]
        for kind, corners in _symbol.findall(text)
    }


def corners(kind, x, y, radius):
    return [(x + right * radius, y + down * radius) for right, down in _outlines()[kind]]
