"""The face of an entry: a monogram where it has no logo, and the one fact that stands out on its card.

The fact is what the entry saves or for whom it is, in the first sentence of a long text: kept beside that
text (`fact_de`, `fact_en`), since no list reads long texts. Else it is what it says in short.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from landkarte.models.kinds import Kind
from machinery.translated import LANGUAGES, in_words_of_reader

LONGEST_FACT = 140  # characters
MOST_TERMS = 2
FACT_TEXTS = {Kind.BEST_PRACTICE: "benefit", Kind.PRODUCT: "audience"}  # whose first sentence is the fact

_words = re.compile(r"[^\W_]+")
# The end of a sentence; a single letter before the full stop is an abbreviation ("z. B.").
_end = re.compile(r"(?<=\w\w[.!?])\s+(?=[^\W_a-zäöü])|\n")


@dataclass(frozen=True)
class Fact:
    """What something is (a label) and one line about it, a `Text` where its language may be another one."""

    label: Any
    text: str

    @property
    def language(self):
        return getattr(self.text, "language", get_language())


def monogram_of(name):
    """Two signs for a name: the beginnings of its first word and of the next one that is written great
    ("Institut für KI" -> "IK"), or the first two of its only word."""
    words = _words.findall(name)
    if len(words) < 2:
        return "".join(sign.upper()[0] for sign in "".join(words)[:2])
    second = next((word for word in words[1:] if not word[0].islower()), words[1])
    return "".join(word[0].upper()[0] for word in (words[0], second))


def facts_to_keep(kind, read):
    """Name of column -> the fact that it keeps of an entry of this kind; `read(name)` gives a long text."""
    text = FACT_TEXTS.get(kind)
    return {
        f"fact_{language}": _first_sentence(read(f"{text}_{language}")) if text else ""
        for language in LANGUAGES
    }


def fact_of(row, *, period, industries, focuses):
    """The `Fact` of an entry or of a plain row of one; None when it says nothing of the sort. `period`: when
    it runs, in words. The others: names of its terms, in the order of their vocabulary."""
    short = {
        Kind.BEST_PRACTICE: (_("Nutzen"), in_words_of_reader(row, "fact")),
        Kind.PRODUCT: (_("Für wen"), in_words_of_reader(row, "fact")),
        Kind.PROJECT: (_("Laufzeit"), period),
        Kind.QUALIFICATION: (_("Abschluss"), row.degree),
    }.get(row.kind)
    terms = [(_("Branche"), industries), (_("KI-Schwerpunkt"), focuses)]
    if row.kind not in FACT_TEXTS:
        terms.reverse()
    of_terms = [(label, ", ".join(names[:MOST_TERMS])) for label, names in terms]
    said = [short, *of_terms] if short else of_terms
    return next((Fact(label, text) for label, text in said if text), None)


def _first_sentence(text):
    first = _end.split(text.strip(), maxsplit=1)[0]
    if len(first) <= LONGEST_FACT:
        return first
    return first[:LONGEST_FACT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
