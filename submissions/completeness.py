"""How complete an entry is, what is missing, and why that matters to whom."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from landkarte.entries.completeness import HELPFUL, NEEDED, WEIGHTS, percent_of
from submissions.content import fields_of

NAMES = {"region": "ags"}  # as content calls what the map calls otherwise
WHY = {
    "name": _("Ohne Namen findet niemand den Eintrag."),
    "summary_de": _("Der Kurztext ist das Erste, was Leserinnen und Leser sehen."),
    "challenge_de": _("Andere Betriebe erkennen darin ihre eigene Lage."),
    "solution_de": _("Hier steht, was die KI leistet."),
    "benefit_de": _("Der Nutzen überzeugt andere, selbst anzufangen."),
    "audience_de": _("So merkt schnell, wer gemeint ist, dass er gemeint ist."),
    "focuses": _("Nach Schwerpunkten wird am häufigsten gefiltert."),
    "city": _("Ohne Ort steht der Eintrag nicht auf der Karte."),
    "ags": _("Die Gemeinde zeigt, dass der Sitz in Nordrhein-Westfalen liegt."),
    "industries": _("So erscheint der Eintrag bei den Fragen aus diesen Branchen."),
    "website": _("Wer mehr wissen will, klickt hierauf."),
    "logo": _("Einträge mit Logo werden wiedererkannt."),
    "summary_en": _("Wer auf Englisch liest, bekommt sonst den deutschen Text."),
    "street": _("Mit der Adresse steht der Punkt am richtigen Haus."),
    "size": _("Kleine Betriebe suchen kleine Betriebe."),
    "provider": _("Wer Ähnliches vorhat, sucht den Anbieter."),
    "starts_on": _("Leserinnen und Leser sehen, ob das Vorhaben noch läuft."),
    "ends_on": _("Leserinnen und Leser sehen, ob das Vorhaben noch läuft."),
    "partners": _("Über die Partner finden sich weitere Beteiligte."),
    "degree": _("Der Abschluss entscheidet oft, ob ein Kurs infrage kommt."),
    "teaching_languages": _("Die Sprache entscheidet oft, ob ein Kurs infrage kommt."),
}
REQUIRED = {name: WHY[name] for name in (NAMES.get(name, name) for name in NEEDED)}
OF_NEW = {"ai_relation": _("Daran prüft die Redaktion, ob der Eintrag auf die Karte gehört.")}
_WEIGHTS = {NAMES.get(name, name): weight for name, weight in WEIGHTS.items()} | {
    "ai_relation": WEIGHTS["name"]  # needed, as the name is
}


@dataclass(frozen=True)
class Completeness:
    """`percent` of what could be said; `missing`: pairs of a field and why it matters, the needed ones first;
    `needed`: those of them without which nothing can be submitted."""

    percent: int
    missing: list = field(default_factory=list)
    needed: list = field(default_factory=list)


def completeness(kind, content, *, is_new=False):
    """Of content of this kind; for what `is_new` on the map, staff need the relation to AI as well."""
    fields = fields_of(kind)
    required = REQUIRED | (OF_NEW if is_new else {})
    needed = [name for name in required if name in fields]
    asked = [*needed, *(name for name in HELPFUL if name in fields)]
    missing = [(name, (WHY | OF_NEW)[name]) for name in asked if not content.get(name)]
    percent = percent_of({name: _WEIGHTS[name] for name in asked}, [name for name, _why in missing])
    return Completeness(percent, missing, [pair for pair in missing if pair[0] in needed])
