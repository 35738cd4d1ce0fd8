"""How the forms speak of each kind of entry."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry


@dataclass(frozen=True)
class Words:
    """`explained` is what it is, where one chooses; `title` stands over what this kind alone says; `entering`
    is what one who comes for the first time reads, of organisations alone."""

    explained: Any
    title: Any
    entering: Any = ""


WORDS = {
    Entry.Kind.COMPANY: Words(
        _("Ein Betrieb, der KI anbietet, entwickelt oder selbst einsetzt."),
        _("Zum Unternehmen"),
        _("Unternehmen: vom Start-up bis zum Konzern"),
    ),
    Entry.Kind.RESEARCH: Words(
        _("Ein Institut, Lehrstuhl oder Zentrum, das zu KI forscht."),
        _("Zur Einrichtung"),
        _("Forschung: Hochschule, Institut, Labor"),
    ),
    Entry.Kind.INITIATIVE: Words(
        _("Ein Netzwerk, Verein oder Cluster, das Menschen zu KI zusammenbringt."),
        _("Zur Initiative"),
        _("Initiative: Netzwerk, Verband, Anlaufstelle"),
    ),
    Entry.Kind.BEST_PRACTICE: Words(
        _("Ein Einsatz von KI, der schon läuft und von dem andere lernen können."), _("Die Best Practice")
    ),
    Entry.Kind.PRODUCT: Words(_("Etwas mit KI, das man kaufen oder nutzen kann."), _("Das Produkt")),
    Entry.Kind.PROJECT: Words(_("Ein Vorhaben auf Zeit, oft mit Partnern."), _("Das Projekt")),
    Entry.Kind.QUALIFICATION: Words(_("Ein Kurs, Studiengang oder Training zu KI."), _("Das Angebot")),
}
