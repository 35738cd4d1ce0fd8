"""What the page shows of a query: its facets with counts, and the parts in force as removable chips."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from landkarte.filters import Sort
from landkarte.models import Region


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool
    definition: str = ""

    @property
    def disabled(self):
        return not self.count and not self.checked


@dataclass
class Facet:
    name: str
    label: str
    groups: list = field(default_factory=list)  # pairs: heading or "", options

    @property
    def selected(self):
        return sum(option.checked for _, options in self.groups for option in options)


@dataclass
class Chip:
    label: str
    value: str
    href: str


@dataclass
class QueryError:
    name: str
    label: str
    message: str


def query_errors(query):
    return [
        QueryError(name, query.form.fields[name].label, message)
        for name, messages in query.errors.items()
        for message in messages
    ]


def sorts(query):
    """The orders that the page offers: pairs of value and label. Distance needs a place to measure from."""
    offered = [("", _("Empfohlen")), *Sort.choices]
    pointless = {Sort.RELEVANCE} if query.data.get("near") else {Sort.RELEVANCE, Sort.DISTANCE}
    return [(value, label) for value, label in offered if value not in pointless]


def facet_panel(query, counts):
    """A `Facet` for each multi-select parameter, every value with its count under the other parameters."""
    return [
        *(_choices(query, name, counts[name]) for name in ("kind", "industry", "focus", "size")),
        _regions(query, counts["region"]),
    ]


def _asked(query, name):
    return set(query.data.getlist(name))


def _choices(query, name, counts):
    form_field = query.form.fields[name]
    asked = _asked(query, name)
    definitions = _definitions(form_field)
    options = [
        Option(value, str(label), counts.get(value, 0), value in asked, definitions.get(value, ""))
        for value, label in form_field.choices
    ]
    return Facet(name, form_field.label, [("", options)])


def _definitions(form_field):
    model = getattr(form_field, "model", None)
    return {term.slug: term.definition for term in model.objects.all()} if model else {}


def _regions(query, counts):
    asked = _asked(query, "region")
    upper = Region.objects.filter(level__in=[Region.Level.GOVERNMENT_REGION, Region.Level.DISTRICT]).defer(
        "outline"
    )
    groups = {}
    for region in upper:
        options = groups.setdefault(region.ags[:3], (region.name, []))[1]
        label = _("ganzer Regierungsbezirk") if region.level != Region.Level.DISTRICT else region.name
        options.append(Option(region.ags, label, counts.get(region.ags, 0), region.ags in asked))
    return Facet("region", query.form.fields["region"].label, list(groups.values()))


def chips(query):
    """One `Chip` per value in force, with the address of the page without it. Nothing for a wrong query."""
    if not query.is_valid():
        return []
    values = query.form.cleaned_data
    shown = []
    if values["q"]:
        shown.append(_chip(query, "q", values["q"], f"„{values['q']}“"))
    for name in ("kind", "size"):
        labels = dict(query.form.fields[name].choices)
        shown += [_chip(query, name, value, str(labels[value])) for value in values[name]]
    for name in ("industry", "focus"):
        shown += [_chip(query, name, term.slug, str(term.name)) for term in values[name]]
    shown += [_chip(query, "region", region.ags, region.name) for region in values["region"]]
    if values["near"]:
        label = _("Umkreis um %(latitude)s, %(longitude)s") % values["near"]._asdict()
        shown.append(_chip(query, "near", None, label))
    if values["bbox"]:
        shown.append(_chip(query, "bbox", None, _("Kartenausschnitt")))
    return shown


def _chip(query, name, value, label):
    rest = query.data.copy()
    rest.pop("page", None)
    if value is None or name == "q":
        rest.pop(name)
    else:
        field = query.form.fields[name]
        kept = [item for item in rest.getlist(name) if not _names(field, item, value)]
        rest.setlist(name, kept)
    if name == "near":
        for dependent in ("radius", "sort"):
            rest.pop(dependent, None)
    return Chip(label, value or "", f"?{rest.urlencode()}")


def _names(field, item, value):
    """Whether the raw value of the address is this one, or a retired term that it replaced."""
    model = getattr(field, "model", None)
    return item == value or (model is not None and field.clean([item])[0].slug == value)
