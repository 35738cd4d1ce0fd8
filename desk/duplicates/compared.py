"""Two entries side by side, field by field, in words; what is not the same in both is marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desk.duplicates import rules
from desk.duplicates.choices import BOTH, FIELDS, GONE, KEPT, is_different, is_said
from landkarte.entries.alike import METRES, distance
from landkarte.models import Entry

LONGEST_MARKED = 4000  # characters: longer texts are shown without marks


@dataclass(frozen=True)
class Value:
    """`parts`: pieces of text, each with whether the other says something else; `logo`: its address."""

    parts: list
    logo: str = ""

    @property
    def text(self):
        return "".join(text for text, _is_other in self.parts)


@dataclass(frozen=True)
class Line:
    """One field of both; `choice` is the key of the entry whose value is chosen, or "both"."""

    name: str
    label: str
    values: list  # of (entry, `Value`, whether it is chosen)
    is_different: bool
    is_terms: bool
    is_both: bool

    @property
    def is_empty(self):
        return not any(value.parts or value.logo for _entry, value, _chosen in self.values)


def lines_of(one, other, choices):
    """`choices`: name of a field -> key of an entry as text, or "both"."""
    return [_line(field, one, other, choices.get(field.name)) for field in FIELDS]


def _line(field, one, other, choice):
    differs = is_different(one, other, field)
    texts = [said_in_words(entry, field) for entry in (one, other)]
    marked = _marked(*texts) if differs else [[(text, False)] for text in texts]
    return Line(
        name=field.name,
        label=str(field.label),
        values=[
            (entry, Value([part for part in parts if part[0]], _logo(entry, field)), choice == str(entry.pk))
            for entry, parts in zip((one, other), marked, strict=True)
        ],
        is_different=differs,
        is_terms=field.is_terms,
        is_both=choice == BOTH,
    )


def said_in_words(entry, field):
    """What the entry says in the field, as people read it; "" for nothing."""
    if field.name == "logo":
        return ""  # a picture, shown as such
    if field.is_terms:
        return ", ".join(sorted(str(term) for term in getattr(entry, field.name).all()))
    if field.name == "place":
        return _place(entry)
    if field.name == "organisation":
        return entry.organisation.name if entry.organisation else ""
    words = [_in_words(entry, column) for column in field.columns]
    return ", ".join(word for word in words if word)


def _in_words(entry, column):
    value = getattr(entry, column)
    if value in (None, ""):
        return ""
    if hasattr(value, "hour"):
        return ""
    if hasattr(value, "year"):
        return date_format(value, "j. F Y")
    display = getattr(entry, f"get_{column}_display", None)
    return str(display()) if display else str(value)


def _place(entry):
    address = ", ".join(part for part in (entry.street, f"{entry.postal_code} {entry.city}".strip()) if part)
    where = f"{entry.latitude:.5f}, {entry.longitude:.5f}" if entry.point else ""
    exact = f"({entry.get_precision_display()})" if entry.precision else ""
    region = entry.region.name if entry.region and entry.region.name != entry.city else ""
    return "\n".join(line for line in (address, region, f"{where} {exact}".strip()) if line)


def _logo(entry, field):
    if field.name != "logo" or not entry.logo:
        return ""
    return reverse("admin:landkarte_entry_file", args=[entry.pk])


def _marked(one, other):
    """Both texts in pieces, word by word, each with whether the other has it not."""
    if not one or not other or max(len(one), len(other)) > LONGEST_MARKED:
        return [[(one, bool(one))], [(other, bool(other))]]
    words = [_words(text) for text in (one, other)]
    found = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        found[0].append(("".join(words[0][a:b]), kind != "equal"))
        found[1].append(("".join(words[1][c:d]), kind != "equal"))
    return found


def _words(text):
    """Words and what is between them, each by itself."""
    pieces, piece = [], ""
    for sign in text:
        if piece and (sign.isalnum() != piece[-1].isalnum()):
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


# -- What else the page says -------------------------------------------------------------------------------


def hanging_on(*entries):
    """For each entry [(label, number)] of what would go along."""
    return [[(_named(kind), number) for kind, number in found] for found in rules.counts(*entries)]


def _named(kind):
    if getattr(kind, "model", None) is Entry:
        return _("zugehörige Einträge")
    return getattr(kind, "verbose_name_plural", kind)


def distance_in_words(one, other):
    km = distance(one, other)
    if km is None:
        return _("Nicht beide Einträge haben einen Punkt auf der Karte.")
    if km < 0.001:
        return _("Beide liegen am selben Punkt.")
    if km < 1:
        return _("Die Punkte liegen %(metres)d m auseinander.") % {"metres": round(km * 1000)}
    return _("Die Punkte liegen %(km)s km auseinander.") % {"km": f"{km:.1f}".replace(".", ",")}


def reasons_in_words(reasons):
    """The reasons of a pair in the language of whoever reads: they are kept as they stand in the code."""
    return [
        _("nur %(metres)s m auseinander") % {"metres": reason.removeprefix(METRES)}
        if reason.startswith(METRES)
        else _(reason)
        for reason in reasons
    ]


def points(*entries):
    """What the small map draws."""
    return [
        {
            "letter": letter,
            "name": entry.name,
            "kind": entry.kind,
            "place": [float(entry.latitude), float(entry.longitude)],
        }
        for letter, entry in zip("AB", entries, strict=False)
        if entry.point
    ]


def as_sides(choices, kept, gone):
    """Field -> "kept", "gone" or "both" as the page's choices: keys of entries."""
    keys = {KEPT: str(kept.pk), GONE: str(gone.pk), BOTH: BOTH}
    return {name: keys[choice] for name, choice in choices.items()}


def says_more(one, other):
    """Whether the second says more than the first, and so might better stay."""

    def weight(entry):
        said = sum(is_said(entry, field) for field in FIELDS)
        return entry.is_published, said, -entry.pk

    return weight(other) > weight(one)
