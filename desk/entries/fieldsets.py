"""How the form of an entry is laid out for staff; a test holds it to `landkarte.models.entry_fields`."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from landkarte.models.entry_fields import details, named
from landkarte.models.kinds import PLURALS


def _names(words, *, without=()):
    return [field.name for word in words.split() for field in named(word) if field.name not in without]


def _only_some_kinds():
    """What only some kinds may say, folded away under their names."""
    said = {}
    for field in details():
        said.setdefault(field.kinds, []).append(field.name)
    return [(_title(kinds), {"fields": names, "classes": ["collapse"]}) for kinds, names in said.items()]


def _title(kinds):
    plurals = [plural for kind, plural in PLURALS.items() if kind in kinds]
    return format_lazy(_("Nur für {kinds}"), kinds=format_lazy(", ".join(["{}"] * len(plurals)), *plurals))


_PAIR = ("size", "founded")
FIELDSETS = [
    (None, {"fields": ["name", "slug", "kind", "organisation", ("status", "published_at"), "preview"]}),
    (_("Inhalt"), {"fields": [*_names("text"), "missing_texts", *_names("terms web")]}),
    (_("Angaben"), {"fields": [_PAIR, *_names("facts", without=_PAIR)]}),
    *_only_some_kinds(),
    (
        _("Ort"),
        {
            "fields": [
                "street",
                ("postal_code", "city"),
                "region",
                ("latitude", "longitude", "precision"),
                "location",
            ]
        },
    ),
    (
        _("Herkunft"),
        {
            "fields": [
                "source",
                ("retrieved_on", "confirmed_on", "unconfirmed_since", "asked_on"),
                ("created_at", "updated_at"),
            ]
        },
    ),
]
