"""Draws the picture of a page as PNG: a kind, a name, some lines, and a map of what it is about."""

from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO

import orjson
from PIL import Image, ImageDraw, ImageFont

from landkarte.credits import SHAPES
from landkarte.sharing.land import FINE, SIDE, land, place
from landkarte.sharing.shapes import COLOURS, corners

WIDTH, HEIGHT = 1200, 630  # pixels: what sites show whole (Open Graph, summary_large_image)
MARGIN, GAP = 64, 24
MAP_LEFT = WIDTH - SIDE - 24
TEXT_WIDTH = MAP_LEFT - MARGIN - GAP
PAPER, INK, MUTED, ACCENT = "#fbfbf8", "#1b2a30", "#5b6b70", "#0f4c5c"
TITLE_SIZES = (60, 52, 44)  # of the largest that leaves room
MOST_LINES, MOST_SMALL_LINES = 4, 4
ONE, MANY = 17, 6  # pixels: radius of a single point, and of one among many
FORM = 1  # a new form of all pictures: what is kept of the old one is not taken any more


@dataclass(frozen=True)
class Sheet:
    """What stands on a picture. `points` are (latitude, longitude, kind), degrees."""

    label: str
    title: str
    lines: tuple = ()
    kind: str = ""
    points: tuple = ()

    @property
    def digest(self):
        """The same for pictures that look the same."""
        return sha256(orjson.dumps([FORM, asdict(self)])).hexdigest()[:32]


def draw(sheet):
    """The PNG, as bytes. Takes about a twentieth of a second, a tenth with thousands of points."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    image.paste(_map(sheet), (MAP_LEFT, (HEIGHT - SIDE) // 2 - 10))
    paper = ImageDraw.Draw(image)
    paper.rectangle((0, 0, WIDTH, 10), fill=COLOURS.get(sheet.kind, ACCENT))
    top = _label(paper, sheet, MARGIN)
    top = _title(paper, sheet.title, top + 18)
    _lines(paper, sheet.lines, top + 14)
    paper.text((MARGIN, HEIGHT - 76), "KI.Landkarte", font=_font("Bold", 32), fill=ACCENT)
    paper.text((MARGIN, HEIGHT - 36), SHAPES, font=_font("Regular", 15), fill=MUTED)
    file = BytesIO()
    image.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _map(sheet):
    fine = land()
    pen = ImageDraw.Draw(fine)
    radius = (ONE if len(sheet.points) == 1 else MANY) * FINE
    seen = set()
    for latitude, longitude, kind in sheet.points:
        x, y = place(latitude, longitude)
        spot = (kind, int(x) // radius, int(y) // radius)  # one of those that would hide each other
        if spot in seen:
            continue
        seen.add(spot)
        pen.polygon(corners(kind, x, y, radius * 1.35), fill=PAPER)
        pen.polygon(corners(kind, x, y, radius), fill=COLOURS[kind])
    return fine.reduce(FINE)


def _label(paper, sheet, top):
    left = MARGIN
    if sheet.kind:
        paper.polygon(corners(sheet.kind, left + 14, top + 19, 17), fill=COLOURS[sheet.kind])
        left += 42
    paper.text((left, top), sheet.label, font=_font("Semibold", 32), fill=COLOURS.get(sheet.kind, ACCENT))
    return top + 40


def _title(paper, text, top):
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = _broken(text, font, TEXT_WIDTH)
        if len(lines) <= MOST_LINES - 1 or size == TITLE_SIZES[-1]:
            break
    for line in _cut(lines, MOST_LINES, font):
        paper.text((MARGIN, top), line, font=font, fill=INK)
        top += round(size * 1.14)
    return top


def _lines(paper, texts, top):
    font = _font("Regular", 30)
    lines = [line for text in texts if text for line in _broken(text, font, TEXT_WIDTH)]
    room = max(0, (HEIGHT - 96 - top) // 38)
    for line in _cut(lines, min(MOST_SMALL_LINES, room), font):
        paper.text((MARGIN, top), line, font=font, fill=MUTED)
        top += 38


# -- Texts ---------------------------------------------------------------------------------------------


@cache
def _font(weight, size):
    """Source Sans Pro: its package holds its licence, and letters of all of Europe."""
    path = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _broken(text, font, width):
    """The text in lines of at most this width; a word that is wider is broken anywhere."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            fits = next(end for end in range(len(word) - 1, 0, -1) if font.getlength(word[:end]) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def _cut(lines, most, font):
    if len(lines) <= most:
        return lines
    if not most:
        return []
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > TEXT_WIDTH:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]
