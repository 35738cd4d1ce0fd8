"""What an entry says beyond its summary, as its page shows it: texts under headings, and facts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from landkarte.models import Entry
from landkarte.models.entry_fields import ordered
from machinery.translated import text_of

# The others stand elsewhere on the page: `landkarte/entry_detail.html` and `_entry_facts.html` name them.
SHOWN = ordered(
    "text details facts", without="head summary_de summary_en size founded terms web place origin state own"
)
# The anchor of a text, where addresses of old lead to another one than its name.
ANCHORS = {"challenge": "herausforderung", "solution": "loesung", "benefit": "nutzen", "audience": "fuer-wen"}


@dataclass(frozen=True)
class Said:
    """`read(entry)` returns a text, or for a fact a list of names; `anchor` is for texts alone."""

    label: Any
    read: Callable
    anchor: str = ""


_PERIOD = Said(_("Laufzeit"), attrgetter("period"))
# What is shown in another way than its type would have it.
SPECIAL = {
    "starts_on": _PERIOD,
    "ends_on": _PERIOD,
    "partners": Said(pgettext_lazy("Überschrift", "Partner"), attrgetter("partner_names")),
}


def texts_of(entry):
    """Triples of an anchor, a heading and a text, in reading order."""
    return [(one.anchor, one.label, text) for one in _shown() if one.anchor and (text := one.read(entry))]


def facts_of(entry):
    """Triples of a label, a text and a list of names, one of which is empty, in reading order."""
    said = [(one.label, one.read(entry)) for one in _shown() if not one.anchor]
    return [
        (label, "", words) if isinstance(words, list) else (label, words, [])
        for label, words in said
        if words
    ]


@cache
def _shown():
    """Each `Said` once: the two languages of a text are one, and so is what stands together."""
    found = {}
    for field in SHOWN:
        text = text_of(Entry, field.name)
        name = text.name if text else field.name
        found.setdefault(SPECIAL.get(name, name), SPECIAL.get(name) or _by_type(field, text))
    return tuple(found.values())


def _by_type(field, text):
    if text:
        return Said(text.label, attrgetter(text.name), ANCHORS.get(text.name, text.name))
    return Said(field.label, partial(_in_words, field), field.name if field.is_long else "")


def _in_words(field, entry):
    value = getattr(entry, field.name)
    if field.choices:
        return getattr(entry, f"get_{field.name}_display")()
    if field.is_day:
        return date_format(value, _("j. F Y")) if value else ""
    return "" if value is None else str(value)
