"""The form as people read it: its sections, and for each kind the words with which it asks."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from landkarte.models.entry_fields import BY_COLUMN
from submissions.content import fields_of, label_of
from submissions.forms.kinds import WORDS

# Name -> title, and the groups or fields that stand in it.
SECTIONS = {
    "text": (_("Name und Kurztext"), "name text"),
    "details": ("", "details facts"),
    "ai": (_("Was hat das mit KI zu tun?"), "ai_relation focuses terms"),
    "web": (_("Website und Logo"), "web"),
    "place": (_("Ort"), "place"),
}
LABELS = {
    "name": {
        "": _("Name"),
        "best_practice": _("Titel der Best Practice"),
        "product": _("Name des Produkts"),
        "project": _("Name des Projekts"),
        "qualification": _("Name des Kurses oder Studiengangs"),
    },
    "summary_de": {"": _("Kurztext"), "product": _("Was macht das Produkt?")},
    "summary_en": {
        "": _("Kurztext auf Englisch"),
        "product": _("Was macht das Produkt? Auf Englisch"),
    },
    "challenge_de": {"": _("Vor welcher Aufgabe standen Sie?")},
    "challenge_en": {"": _("Die Aufgabe auf Englisch")},
    "solution_de": {"": _("Wie sieht die Lösung aus?")},
    "solution_en": {"": _("Die Lösung auf Englisch")},
    "benefit_de": {"": _("Was hat es gebracht?")},
    "benefit_en": {"": _("Der Nutzen auf Englisch")},
    "provider": {"": _("Mit wem haben Sie es umgesetzt?")},
    "audience_de": {"": _("Für wen ist es gedacht?")},
    "audience_en": {"": _("Für wen? Auf Englisch")},
    "founded": {"": _("Gegründet"), "initiative": _("Besteht seit")},
    "ai_relation": {"": _("Bezug zu KI")},
    "latitude": {"": _("Breite in Grad")},
    "longitude": {"": _("Länge in Grad")},
    "precision": {"": _("Was zeigt der Punkt?")},
}
HINTS = {
    "name": {
        "company": _("Wie im Handelsregister oder auf Ihrer Website."),
        "best_practice": _("So, dass man beim Lesen der Liste weiß, worum es geht."),
    },
    "summary_de": {
        "": _("Zwei, drei Sätze, die auch Fachfremde verstehen. Sie stehen auf der Karte und in der Suche."),
        "product": _("Zwei, drei Sätze: was es tut und was man davon hat."),
    },
    "summary_en": {"": _("Fehlt er, lesen englische Gäste den deutschen.")},
    "challenge_de": {"": _("Zum Beispiel: Angebote schreiben kostete jeden Abend eine Stunde.")},
    "solution_de": {"": _("Was tut die KI, und wer arbeitet damit?")},
    "benefit_de": {"": _("Am besten mit einer Zahl: gesparte Zeit, weniger Ausschuss, zufriedenere Kunden.")},
    "provider": {"": _("Name des Anbieters oder Partners.")},
    "audience_de": {"": _("Zum Beispiel: Handwerksbetriebe mit 5 bis 50 Beschäftigten.")},
    "partners": {"": _("Einer je Zeile.")},
    "founded": {"": _("Jahr, zum Beispiel 2018.")},
    "ai_relation": {
        "": _("Welche KI wird eingesetzt, entwickelt, erforscht oder gelehrt? Das liest nur die Redaktion.")
    },
    "website": {"": _("Zum Beispiel www.beispiel.de.")},
    "city": {"": _("In Nordrhein-Westfalen. Gemeinde und Punkt auf der Karte ergeben sich daraus.")},
    "degree": {"": _("Zum Beispiel: Bachelor of Science, IHK-Zertifikat, Teilnahmebescheinigung.")},
}
PAIRED = {"postal_code": "city", "latitude": "longitude", "size": "founded", "starts_on": "ends_on"}


@dataclass(frozen=True)
class Section:
    """`name` is its anchor on the page; `fields` are names of fields of the form."""

    name: str
    title: str
    fields: list


def sections_of(kind):
    return [
        Section(name, title or WORDS[kind].title, fields)
        for name, (title, words) in SECTIONS.items()
        if (fields := _called(words, kind))
    ]


def _called(words, kind):
    """Names of the fields of this kind in the order of these words."""
    said = {name: (name, BY_COLUMN[name].group if name in BY_COLUMN else "") for name in fields_of(kind)}
    return list(
        dict.fromkeys(name for word in words.split() for name, known in said.items() if word in known)
    )


def section_of(kind, field):
    """Name of the section in which a field stands; "" for what is no field of this kind."""
    return next((section.name for section in sections_of(kind) if field in section.fields), "")


def label(name, kind):
    words = LABELS.get(name, {})
    return words.get(kind) or words.get("") or label_of(name)


def hint(name, kind):
    words = HINTS.get(name, {})
    return words.get(kind) or words.get("") or ""
