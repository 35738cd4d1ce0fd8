"""What an entry says: every field of `Entry` once, and all that the layers above ask about it.

FIELDS stands in the order in which people read; a layer that goes another way says so with `ordered`. What a
type decides (how a cell is read and written, which form field asks, how two are compared) follows from the
column of the model, and so does the label.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from landkarte.models.kinds import Kind
from machinery.model_fields import OneSpelling
from machinery.names import by_name


@dataclass(frozen=True)
class EntryField:
    """One column of `Entry`, or a vocabulary of it.

    `group` is what it stands with. `column` is what files and submissions call it, where that is another
    word. Only entries of these `kinds` may say it, and the form asks those that it is `asked_of`: all where
    none is named. `unit` is what is chosen as a whole, since its fields mean nothing alone. Without what is
    `needed` nothing can be submitted, and what is `helpful` makes an entry more complete; both are the
    sentence that tells why. What people type is searched unless it `is_searched=False`.
    """

    name: str
    group: str
    column: str = ""
    kinds: tuple = ()
    asked_of: tuple = ()
    unit: str = ""
    needed: Any = ""
    helpful: Any = ""
    is_searched: bool = True

    def __post_init__(self):
        known = {"column": self.column or self.name, "unit": self.unit or self.name}
        known |= {"asked_of": self.asked_of or self.kinds}
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def may_be_said_by(self, kind):
        return not self.kinds or kind in self.kinds

    def is_asked_of(self, kind):
        return not self.asked_of or kind in self.asked_of

    # -- What its type decides ---------------------------------------------------------------------

    @cached_property
    def model_field(self):
        return apps.get_model("landkarte", "Entry", require_ready=False)._meta.get_field(self.name)

    @property
    def label(self):
        return self.model_field.verbose_name

    @property
    def attribute(self):
        """Where an entry holds what can be written down: of a relation the key. Terms have none."""
        return self.model_field.attname

    @property
    def vocabulary(self):
        """The model of its terms, or None."""
        return self.model_field.related_model if self.model_field.many_to_many else None

    @property
    def is_terms(self):
        return self.model_field.many_to_many

    @property
    def is_relation(self):
        """Whether it names another row: an organisation, a municipality, terms."""
        return self.model_field.is_relation

    @property
    def is_file(self):
        return isinstance(self.model_field, models.FileField)

    @property
    def is_day(self):
        return isinstance(self.model_field, models.DateField) and not self.is_moment

    @property
    def is_moment(self):
        return isinstance(self.model_field, models.DateTimeField)

    @property
    def is_number(self):
        return isinstance(self.model_field, models.IntegerField | models.FloatField)

    @property
    def is_typed(self):
        """Whether people type it as a text."""
        return isinstance(self.model_field, OneSpelling)

    @property
    def is_long(self):
        """Whether it is a text of several lines."""
        return isinstance(self.model_field, models.TextField)

    @property
    def choices(self):
        return self.model_field.flatchoices


PRACTICES, PRODUCTS = (Kind.BEST_PRACTICE,), (Kind.PRODUCT,)
PROJECTS, COURSES = (Kind.PROJECT,), (Kind.QUALIFICATION,)
_RUNS = _("Leserinnen und Leser sehen, ob das Vorhaben noch läuft.")

FIELDS = by_name(
    (
        EntryField("slug", "head"),
        EntryField("kind", "head"),
        EntryField("name", "head", needed=_("Ohne Namen findet niemand den Eintrag.")),
        EntryField("organisation", "head"),
        EntryField(
            "summary_de",
            "text",
            needed=_("Der Kurztext ist das Erste, was Leserinnen und Leser sehen."),
        ),
        EntryField(
            "summary_en", "text", helpful=_("Wer auf Englisch liest, bekommt sonst den deutschen Text.")
        ),
        EntryField(
            "challenge_de",
            "details",
            kinds=PRACTICES,
            needed=_("Andere Betriebe erkennen darin ihre eigene Lage."),
        ),
        EntryField("challenge_en", "details", kinds=PRACTICES),
        EntryField("solution_de", "details", kinds=PRACTICES, needed=_("Hier steht, was die KI leistet.")),
        EntryField("solution_en", "details", kinds=PRACTICES),
        EntryField(
            "benefit_de",
            "details",
            kinds=PRACTICES,
            needed=_("Der Nutzen überzeugt andere, selbst anzufangen."),
        ),
        EntryField("benefit_en", "details", kinds=PRACTICES),
        EntryField(
            "provider", "details", kinds=PRACTICES, helpful=_("Wer Ähnliches vorhat, sucht den Anbieter.")
        ),
        EntryField(
            "audience_de",
            "details",
            kinds=PRODUCTS,
            needed=_("So merkt schnell, wer gemeint ist, dass er gemeint ist."),
        ),
        EntryField("audience_en", "details", kinds=PRODUCTS),
        EntryField("starts_on", "details", kinds=PROJECTS, helpful=_RUNS),
        EntryField("ends_on", "details", kinds=PROJECTS, helpful=_RUNS),
        EntryField(
            "partners",
            "details",
            kinds=PROJECTS,
            helpful=_("Über die Partner finden sich weitere Beteiligte."),
        ),
        EntryField(
            "degree",
            "details",
            kinds=COURSES,
            helpful=_("Der Abschluss entscheidet oft, ob ein Kurs infrage kommt."),
        ),
        EntryField(
            "teaching_languages",
            "details",
            kinds=COURSES,
            helpful=_("Die Sprache entscheidet oft, ob ein Kurs infrage kommt."),
        ),
        EntryField(
            "size",
            "facts",
            asked_of=Kind.organisations,
            helpful=_("Kleine Betriebe suchen kleine Betriebe."),
        ),
        EntryField("founded", "facts", asked_of=Kind.organisations),
        EntryField(
            "industries",
            "terms",
            helpful=_("So erscheint der Eintrag bei den Fragen aus diesen Branchen."),
        ),
        EntryField("focuses", "terms", needed=_("Nach Schwerpunkten wird am häufigsten gefiltert.")),
        EntryField("website", "web", helpful=_("Wer mehr wissen will, klickt hierauf."), is_searched=False),
        EntryField("logo", "web", helpful=_("Einträge mit Logo werden wiedererkannt.")),
        EntryField(
            "street",
            "place",
            unit="place",
            helpful=_("Mit der Adresse steht der Punkt am richtigen Haus."),
            is_searched=False,
        ),
        EntryField("postal_code", "place", unit="place"),
        EntryField(
            "city", "place", unit="place", needed=_("Ohne Ort steht der Eintrag nicht auf der Karte.")
        ),
        EntryField(
            "region",
            "place",
            column="ags",
            unit="place",
            needed=_("Die Gemeinde zeigt, dass der Sitz in Nordrhein-Westfalen liegt."),
        ),
        EntryField("latitude", "place", unit="place"),
        EntryField("longitude", "place", unit="place"),
        EntryField("precision", "place", unit="place"),
        EntryField("source", "origin", is_searched=False),
        EntryField("retrieved_on", "origin", column="retrieved", unit="source"),
        # What staff decide and vouch for.
        EntryField("status", "state"),
        EntryField("confirmed_on", "state"),
        EntryField("unconfirmed_since", "state", unit="confirmed_on"),
        EntryField("created_at", "state", column="created"),
        EntryField("published_at", "state", column="published", unit="status"),
        EntryField("updated_at", "state", column="updated"),
        # What the portal notes for itself.
        EntryField("id", "own"),
        EntryField("logo_width", "own", unit="logo"),
        EntryField("logo_height", "own", unit="logo"),
        EntryField("asked_on", "own", unit="confirmed_on"),
        EntryField("merged_into", "own"),
        EntryField("search_name", "own"),
        EntryField("search_text", "own"),
        EntryField("fact_de", "own"),
        EntryField("fact_en", "own"),
        EntryField("recommended", "own"),
    )
)
BY_COLUMN = {field.column: field for field in FIELDS.values()}


def ordered(words, *, without=""):
    """The fields in the order of these words, each the name of a group, a unit or a field; a field comes
    where it is named first. ValueError for a word that names none, and when a field stands nowhere: what is
    left out is named too."""
    left_out = {field.name for word in without.split() for field in named(word)}
    found = {field.name: field for word in words.split() for field in named(word)}
    if forgotten := FIELDS.keys() - found.keys() - left_out:
        raise ValueError(f"Nothing is said about these fields of an entry: {sorted(forgotten)}.")
    return tuple(field for name, field in found.items() if name not in left_out)


def named(word):
    """The fields of which this is the group, the unit or the name."""
    fields = [field for field in FIELDS.values() if word in (field.group, field.unit, field.name)]
    if not fields:
        raise ValueError(f"No field of an entry is called {word}.")
    return fields


def details():
    """The fields that only entries of some kinds may say."""
    return [field for field in FIELDS.values() if field.kinds]


@cache
def searched_of(kind):
    """The texts of an entry of this kind that somebody may search for."""
    typed = [field for field in FIELDS.values() if field.is_typed and field.is_searched]
    return [field for field in typed if field.may_be_said_by(kind)]
