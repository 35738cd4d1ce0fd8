"""How complete an entry is, what is missing, and why that matters to whom."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from landkarte.entries.completeness import HELPFUL, NEEDED, WEIGHTS, percent_of
from landkarte.models.entry_fields import FIELDS
from submissions.content import fields_of

REQUIRED = {field.column: field.needed for field in NEEDED}
OF_NEW = {"ai_relation": _("Daran prüft die Redaktion, ob der Eintrag auf die Karte gehört.")}
_HELPFUL = {field.column: field.helpful for field in HELPFUL}
_WHY = REQUIRED | OF_NEW | _HELPFUL
_WEIGHTS = {FIELDS[name].column: weight for name, weight in WEIGHTS.items()} | {
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
    asked = [*needed, *(name for name in _HELPFUL if name in fields)]
    missing = [(name, _WHY[name]) for name in asked if not content.get(name)]
    percent = percent_of({name: _WEIGHTS[name] for name in asked}, [name for name, _why in missing])
    return Completeness(percent, missing, [pair for pair in missing if pair[0] in needed])
