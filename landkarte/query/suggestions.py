"""What a reader may mean while typing: entries, places and words of the vocabularies, in groups; apps above
add groups of their own, in a module `suggestions`."""

from django.utils.translation import gettext as _

from landkarte.models import Entry, Focus, Industry
from landkarte.query import gazetteer
from landkarte.search import words

MOST, MOST_PLACES = 5, 8

_sources = []


def register_group(source):
    """Ask `source(text)` too: for the name, the label and the items of a group, of public rows alone. Its
    items have a `label`, a `note`, and the `address` of their page in the reader's language."""
    _sources.append(source)
    return source


def suggest(text, *, only="", among=None):
    """Groups with something in them: name, label and items. An item leads to an entry (`slug`) among these,
    by default all that are published, to another page (`address`), or narrows the query (`parameters`)."""
    if only == "places":
        groups = [("places", _("Orte"), places(text, MOST_PLACES))]
    else:
        groups = [
            ("organisations", _("Organisationen"), entries(text, organisations=True, among=among)),
            ("entries", _("Einträge"), entries(text, organisations=False, among=among)),
            ("places", _("Orte"), found := places(text, MOST)),
            ("industries", _("Branchen"), terms(text, Industry, "industry")),
            ("focuses", _("KI-Schwerpunkte"), terms(text, Focus, "focus")),
            *(source(text) for source in _sources),
        ]
        if any(words(item["label"]) == words(text) for item in found):
            groups.sort(key=lambda group: group[0] != "places")  # somebody who types a town means the town
    return [{"name": name, "label": label, "items": items} for name, label, items in groups if items]


def entries(text, *, organisations, among=None):
    known = Entry.objects.published() if among is None else among
    named = known.named_like(text).select_related("organisation")
    kinds = Entry.Kind.organisations if organisations else Entry.Kind.belonging
    chosen = named.filter(kind__in=kinds)
    return [
        {"label": entry.name, "note": _whose(entry), "kind": entry.kind, "slug": entry.slug}
        for entry in chosen[:MOST]
    ]


def _whose(entry):
    organisation = entry.public_organisation
    return " · ".join(part for part in (organisation.name if organisation else "", entry.city) if part)


def places(text, most):
    return [_place(spot) for spot in gazetteer.find(text, most)]


def _place(spot):
    item = {"label": spot.label, "note": spot.note, "kind": None, "parameters": spot.parameters}
    return item | {"near": gazetteer.written(spot.point)} if spot.point else item


def terms(text, model, parameter):
    """Words of a vocabulary by either of their names; a retired one by what it means today."""
    found = {}
    for term in model.objects.select_related("replaced_by"):
        if is_named(f"{term.name_de} {term.name_en}", text):
            current = term.current
            if not current.retired:
                found[current.slug] = current
    return [
        {"label": str(term.name), "note": "", "kind": None, "parameters": {parameter: term.slug}}
        for term in list(found.values())[:MOST]
    ]


def is_named(name, text):
    """Whether the name has, for every word of the text, a word that begins so."""
    parts, asked = words(name), words(text)
    return bool(asked) and all(any(part.startswith(word) for part in parts) for word in asked)
