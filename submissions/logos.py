"""Logos as they are uploaded: checked, made small, and written anew with nothing but the picture."""

import re
import warnings
from datetime import timedelta
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from submissions.models import Logo

LARGEST_FILE = 2_000_000  # bytes
MOST_PIXELS = 25_000_000
SMALLEST_SIDE, LARGEST_SIDE = 16, 512  # pixels
FORMATS = ("PNG", "JPEG", "WEBP")
CONTENT_TYPE = "image/webp"
KEPT_UNUSED = timedelta(days=1)  # another tab may still show it
_foreign = re.compile(rb"%PDF-|<script|<html|<!doctype|<svg|<\?php|PK\x05\x06", re.IGNORECASE)


def store(submission, upload):
    """The `Logo` made from an uploaded file. ValidationError says what is wrong with it."""
    picture = picture_of(upload)
    logo = Logo(submission=submission)
    logo.file.save(f"{get_random_string(20)}.webp", picture, save=False)
    logo.save()
    _forget_unused(submission)
    return logo


def picture_of(upload):
    """The picture as a `ContentFile`: WebP, at most 512 pixels a side, no metadata. ValidationError."""
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("Die Datei ist zu groß. Erlaubt sind %(megabytes)d MB."), "large", {"megabytes": 2}
        )
    data = upload.read()
    image = _opened(data)
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(
            _("Das Bild hat zu viele Bildpunkte. Erlaubt sind %(megapixels)d Millionen."),
            "pixels",
            {"megapixels": MOST_PIXELS // 1_000_000},
        )
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("Das Bild ist animiert. Bitte laden Sie ein stehendes Bild hoch."), "moving")
    if _holds_more(data, image.format):
        raise ValidationError(
            _("In der Datei steckt mehr als ein Bild. Bitte speichern Sie das Logo neu und laden es hoch."),
            "polyglot",
        )
    if min(image.size) < SMALLEST_SIDE:
        raise ValidationError(_("Das Bild ist zu klein, um etwas zu erkennen."), "small")
    return ContentFile(_written_anew(image))


def _opened(data):
    """The image with its head read and nothing decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we look at the size ourselves
            return Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ValidationError(_("Das Bild hat zu viele Bildpunkte."), "pixels") from error
    except Exception as error:  # Pillow's readers raise whatever the bytes lead them to
        raise ValidationError(
            _("Das ist kein Bild im Format PNG, JPEG oder WebP. Andere Formate nehmen wir nicht an."),
            "format",
        ) from error


def _holds_more(data, kind):
    """Whether the file goes on after its picture, or is a document of another sort at the same time."""
    if kind == "PNG":
        end = data.rfind(b"IEND") + 8
    elif kind == "WEBP":
        size = int.from_bytes(data[4:8], "little")
        end = size + 8 + size % 2
    else:
        end = data.rfind(b"\xff\xd9") + 2
    return bool(data[end:].strip(b"\x00\r\n")) or _foreign.search(data) is not None


def _written_anew(image):
    lossless = image.format != "JPEG"
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        has_gaps = upright.has_transparency_data
        plain = upright.convert("RGBA" if has_gaps else "RGB")
        plain.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        clean = Image.new(plain.mode, plain.size)
        clean.paste(plain)
        target = BytesIO()
        clean.save(target, "WEBP", lossless=lossless, quality=90, method=4)
    except Exception as error:  # a picture that breaks off, or lies about itself
        raise ValidationError(
            _("Das Bild ist beschädigt. Bitte speichern Sie es neu und laden es noch einmal hoch."), "broken"
        ) from error
    return target.getvalue()


def _forget_unused(submission):
    """Delete pictures that neither the draft nor what was submitted names any more."""
    named = [(content or {}).get("logo") for content in (submission.content, submission.submitted_content)]
    old = submission.logos.filter(created_at__lt=timezone.now() - KEPT_UNUSED)
    old.exclude(key__in=[key for key in named if key]).delete()
