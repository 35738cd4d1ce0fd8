"""Pictures that people hand in: looked at before they are decoded, made small, and written anew.

What is stored holds nothing of the file that came but its pixels: no metadata, no second meaning, no name.
"""

import base64
import warnings
from io import BytesIO
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LARGEST_FILE = 2 * 1024 * 1024  # bytes
MOST_PIXELS = 25_000_000
LONGER_SIDE = 512  # pixels of what is stored
MEDIA_TYPES = {".webp": "image/webp", ".png": "image/png"}
ACCEPT = "image/png,image/jpeg,image/webp"  # for the form's field; what counts is the content
PADDING = b"\x00\r\n "  # some programs write it behind the end

# Why a file is refused, by the code of the `ValidationError`: what is kept of it can be said again later.
REFUSALS = {
    "empty": _("Die Datei ist leer."),
    "too-large": _("Das Bild ist größer als %(megabytes)d MB."),
    "no-picture": _("Bitte ein Bild im Format PNG, JPEG oder WebP wählen."),
    "no-end": _("Die Bilddatei ist unvollständig oder enthält noch etwas anderes als das Bild."),
    "broken": _("Das Bild ist beschädigt und lässt sich nicht lesen."),
    "moving": _("Bewegte Bilder sind nicht möglich. Bitte ein stehendes Bild wählen."),
    "too-many-pixels": _(
        "Das Bild hat mehr als %(millions)d Millionen Bildpunkte. Bitte verkleinern Sie es."
    ),
}
_LIMITS = {"megabytes": LARGEST_FILE // 1024 // 1024, "millions": MOST_PIXELS // 1_000_000}

# What Pillow only warns of by default is as bad as what it refuses: https://pillow.readthedocs.io
warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean_picture(uploaded):
    """A `ContentFile` with a random name that holds the picture; ValidationError says what is wrong."""
    if not uploaded.size:
        raise refusal("empty")
    if uploaded.size > LARGEST_FILE:
        raise refusal("too-large")
    uploaded.seek(0)
    content = uploaded.read(LARGEST_FILE + 1)
    kind = _kind(content)
    if not ENDS[kind](content.rstrip(PADDING), content):
        raise refusal("no-end")
    name = f"{get_random_string(24)}.webp"
    return ContentFile(_written_anew(content, kind), name=name)


def refusal(code):
    """The `ValidationError` with this code of `REFUSALS`."""
    return ValidationError(REFUSALS[code], code, _LIMITS)


def _kind(content):
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    raise refusal("no-picture")


def _png_ends(trimmed, content):
    at = 8
    while at + 12 <= len(content):
        following = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == b"IEND":
            return len(trimmed) <= following <= len(content)
        at = following
    return False


def _jpeg_ends(trimmed, content):
    return trimmed.endswith(b"\xff\xd9")


def _webp_ends(trimmed, content):
    end = 8 + int.from_bytes(content[4:8], "little")
    return len(trimmed) <= end <= len(content)


# Whether the file ends where its picture does: nothing is missing, and nothing else follows.
ENDS = {"PNG": _png_ends, "JPEG": _jpeg_ends, "WEBP": _webp_ends}


def _written_anew(content, kind):
    try:
        picture = Image.open(BytesIO(content), formats=[kind])  # reads the head alone
        _check_head(picture, kind)
        small = _made_small(picture)
        written = BytesIO()
        small.save(written, "WEBP", lossless=kind != "JPEG", quality=90, method=4)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refusal("too-many-pixels") from error
    except Exception as error:  # broken files make decoders raise anything
        raise refusal("broken") from error
    return written.getvalue()


def _check_head(picture, kind):
    if picture.width * picture.height > MOST_PIXELS:
        raise refusal("too-many-pixels")
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise refusal("moving")


def _made_small(picture):
    """A copy without metadata, upright as its camera held it."""
    picture.load()
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode.startswith("I"):  # 16 bits of grey, which `convert` would cut off
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    picture = ImageOps.exif_transpose(picture).convert(mode)
    picture.thumbnail((LONGER_SIDE, LONGER_SIDE))
    picture.info.clear()
    return picture


def picture_response(file):
    """The open file of a stored picture as an answer; Http404 where it is none of ours."""
    media_type = MEDIA_TYPES.get(PurePath(file.name).suffix)
    if media_type is None:
        file.close()
        raise Http404
    return FileResponse(file, content_type=media_type)


def data_address(file):
    """The stored picture as an address that holds all of it; "" where the file is away or no picture."""
    media_type = MEDIA_TYPES.get(PurePath(file.name).suffix)
    try:
        with file.open() as opened:
            content = opened.read()
    except OSError:
        return ""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}" if media_type else ""


class PictureField(forms.FileField):
    """A picture by the rules of `clean_picture`; one that is stored already passes."""

    widget = forms.ClearableFileInput(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return clean_picture(file) if file and not getattr(file, "_committed", False) else file
