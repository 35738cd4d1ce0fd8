"""How complete an entry is, what is missing, and why that matters to whom."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from submissions.content import fields_of

REQUIRED = {
    "name": _("Ohne Namen findet niemand den Eintrag."),
    "summary_de": _("Der Kurztext ist das Erste, was Leserinnen und Leser sehen."),
    "challenge_de": _("Andere Betriebe erkennen darin ihre eigene Lage."),
    "solution_de": _("Hier steht, was die KI leistet."),
    "benefit_de": _("Der Nutzen überzeugt andere, selbst anzufangen."),
    "audience_de": _("So merkt schnell, wer gemeint ist, dass er gemeint ist."),
    "focuses": _("Nach Schwerpunkten wird am häufigsten gefiltert."),
    "city": _("Ohne Ort steht der Eintrag nicht auf der Karte."),
    "ags": _("Die Gemeinde zeigt, dass der Sitz in Nordrhein-Westfalen liegt."),
}
OF_NEW = {"ai_relation": _("Daran prüft die Redaktion, ob der Eintrag auf die Karte gehört.")}
HELPFUL = {
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
WEIGHT_OF_REQUIRED, WEIGHT_OF_HELPFUL = 3, 1


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
    needed = [(name, why) for name, why in required.items() if name in fields]
    helpful = [(name, why) for name, why in HELPFUL.items() if name in fields]
    missing_needed = [(name, why) for name, why in needed if not content.get(name)]
    missing_helpful = [(name, why) for name, why in helpful if not content.get(name)]
    total = WEIGHT_OF_REQUIRED * len(needed) + WEIGHT_OF_HELPFUL * len(helpful)
    lacking = WEIGHT_OF_REQUIRED * len(missing_needed) + WEIGHT_OF_HELPFUL * len(missing_helpful)
    return Completeness(
        round(100 * (total - lacking) / total), [*missing_needed, *missing_helpful], missing_needed
    )
