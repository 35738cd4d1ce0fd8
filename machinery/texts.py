"""What a text is here: what people can see of it, in one spelling (docs/decisions/0017-identity.md)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Unicode's categories Cc and Cs, but for the tab and the line feed.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_JOINERS = "\u200c\u200d"  # cursive scripts and emoji need them between two signs
_VARIANTS = "\ufe00-\ufe0f"  # say how the sign before them looks
_INVISIBLE = (  # Unicode's category Cf, and what else shows nothing: fillers, the empty Braille cell
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_invisible = re.compile(f"[{_INVISIBLE}]")
_dependent = re.compile(f"[{_JOINERS}{_VARIANTS}]")
_unseen = re.compile(f"[{_INVISIBLE}{_JOINERS}{_VARIANTS}]")
_JOINED = {"Lo", "Mn", "Mc", "So", "Sk"}
_VARIED = {"Lo", "Nd", "Po", "Sk", "Sm", "So"}


def legible(text):
    """The text as it may be kept: composed (NFC), without signs that nobody sees.

    Joiners stay where they join letters of cursive scripts or emoji, variation selectors behind a sign that
    has variants. A text that only holds invisible signs becomes "". Control characters stay: they are a
    mistake, which `validate_characters` tells.
    """
    if text.isascii():
        return text
    text = _invisible.sub("", text)
    if _dependent.search(text):
        text = _without_idle_signs(text)
    return unicodedata.normalize("NFC", text)


def seen(text):
    """The text without any sign that shows nothing: two that look the same are found by the same words."""
    return text if text.isascii() else _unseen.sub("", text)


def validate_characters(text):
    """ValidationError for control characters, which are no text and which no database column takes."""
    if CONTROL.search(text):
        raise ValidationError(
            _("Der Text enthält unsichtbare Steuerzeichen. Bitte entfernen Sie sie."), "control"
        )


def _without_idle_signs(text):
    """Without the joiners and variation selectors that do nothing where they stand."""
    kept = []
    for place, sign in enumerate(text):
        if _dependent.match(sign) and not _does_something(sign, kept, text[place + 1 : place + 2]):
            continue
        kept.append(sign)
    return "".join(kept)


def _does_something(sign, kept, following):
    before = unicodedata.category(kept[-1]) if kept else ""
    if sign not in _JOINERS:
        return before in _VARIED
    return (
        before in _JOINED
        and following != ""
        and not _dependent.match(following)
        and unicodedata.category(following) in _JOINED
    )
