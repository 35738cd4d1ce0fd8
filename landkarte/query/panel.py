"""What the page shows of a query: its facets with counts, and the parts in force as removable chips."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from landkarte.models import Region
from landkarte.query import gazetteer
from landkarte.query.fields import TermsField
from landkarte.query.filters import DEFAULT_RADIUS_KM, Sort

LONG_FACET = 10  # values that a reader takes in at a glance


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool
    definition: str = ""
    inner: list = field(default_factory=list)  # options inside this one

    @property
    def disabled(self):
        return not self.count and not self.checked

    @property
    def holds_checked(self):
        return any(option.checked for option in self.inner)


@dataclass
class Facet:
    name: str
    label: str
    groups: list = field(default_factory=list)  # pairs: heading or "", options
    tree: list = field(default_factory=list)  # the same of the regions, with the municipalities inside

    @property
    def is_long(self):
        """Whether a reader wants to search in it."""
        return sum(len(options) for _, options in self.groups) > LONG_FACET

    @property
    def selected(self):
        return sum(option.checked for _, options in self.groups for option in options)


@dataclass
class Chip:
    name: str
    label: str
    value: str
    href: str


@dataclass
class QueryError:
    name: str
    label: str
    message: str


def query_errors(query):
    return form_errors(query.form)


def form_errors(form):
    return [
        QueryError(name, form.fields[name].label, message)
        for name, messages in form.errors.items()
        for message in messages
    ]


def sorts():
    """The orders that the page offers: pairs of value and label. The first one is relevance for a text."""
    return [("", _("Empfohlen")), *(choice for choice in Sort.choices if choice[0] != Sort.RELEVANCE)]


def facet_panel(query, counts):
    """A `Facet` for each multi-select parameter, every value with its count under the other parameters."""
    return [
        *(choices_facet(query, name, counts[name]) for name in ("kind", "industry", "focus", "size")),
        _regions(query, counts["region"]),
    ]


def _asked(query, name):
    """The values in force as a control writes them; of a wrong parameter, those that stand in the address."""
    values = query.form.cleaned_data.get(name) or query.data.getlist(name)
    return {_written(value) for value in values}


def _written(value):
    return getattr(value, "slug", None) or getattr(value, "ags", None) or value


def choices_facet(query, name, counts):
    """The `Facet` of one parameter of fixed choices or of a vocabulary; `counts` is {value: number}."""
    form_field = query.form.fields[name]
    asked = _asked(query, name)
    terms = form_field.terms() if isinstance(form_field, TermsField) else {}
    offered = dict(form_field.choices)
    # A retired term without a successor is not offered, and yet may be in force.
    offered |= {slug: terms[slug].name for slug in asked - offered.keys() if slug in terms}
    options = [
        Option(
            value,
            str(label),
            counts.get(value, 0),
            value in asked,
            terms[value].definition if value in terms else "",
        )
        for value, label in offered.items()
    ]
    return Facet(name, form_field.label, [("", options)])


def _regions(query, counts):
    """Regions in two forms: `groups` with those of the upper levels and those in force; `tree` with all
    municipalities inside their districts."""
    asked = _asked(query, "region")
    groups, tree, districts = {}, {}, {}
    for region in Region.objects.only("ags", "level", "name", "parent"):
        whole = region.level == Region.Level.GOVERNMENT_REGION
        label = _("ganzer Regierungsbezirk") if whole else region.name
        checked = region.ags in asked
        option = Option(region.ags, label, counts.get(region.ags, 0), checked)
        upper = whole or region.level == Region.Level.DISTRICT
        heading = region.name if whole else ""
        if upper or checked:
            groups.setdefault(region.ags[:3], (heading, []))[1].append(option)
        if region.level == Region.Level.MUNICIPALITY and region.parent_id in districts:
            # A kreisfreie Stadt is its own only municipality, and yet that may be in force.
            if checked or not region.ags.endswith("000"):
                districts[region.parent_id].inner.append(option)
        elif upper or checked:
            tree.setdefault(region.ags[:3], (heading, []))[1].append(option)
            districts[region.ags] = option
    label = query.form.fields["region"].label
    return Facet("region", label, list(groups.values()), list(tree.values()))


def replacements(query):
    """Pairs for each retired term that the address names: its name, and that of what replaced it or ""."""
    found = []
    for name in ("industry", "focus"):
        asked = query.data.getlist(name) if query.is_valid() else []
        terms = query.form.fields[name].terms() if asked else {}
        for term in (terms[slug] for slug in dict.fromkeys(asked) if slug in terms):
            if term.retired:
                found.append((str(term.name), str(term.current.name) if term.current != term else ""))
    return found


def chips(query):
    """One `Chip` per value in force, with the address of the page without it. Nothing for a wrong query."""
    if not query.is_valid():
        return []
    values = query.form.cleaned_data
    shown = []
    if values["q"]:
        shown.append(chip(query, "q", values["q"], f"„{values['q']}“"))
    for name in ("kind", "size"):
        labels = dict(query.form.fields[name].choices)
        shown += [chip(query, name, value, str(labels[value])) for value in values[name]]
    for name in ("industry", "focus"):
        terms = query.form.fields[name].terms() if values[name] else {}
        current = {slug: terms[slug].current.slug for slug in query.data.getlist(name) if slug in terms}
        shown += [chip(query, name, term.slug, str(term.name), current) for term in values[name]]
    shown += [chip(query, "region", region.ags, region.name) for region in values["region"]]
    shown += [
        chip(query, "founded", str(year), _("Beginn %(year)s") % {"year": year}) for year in values["founded"]
    ]
    if values["near"]:
        shown.append(chip(query, "near", None, _circle(values["near"], values["radius"])))
    if values["bbox"]:
        shown.append(chip(query, "bbox", None, _("Kartenausschnitt")))
    return shown


def _circle(point, radius):
    """The circle around the point in words, by the town that lies nearest."""
    name = gazetteer.nearest(point) or f"{point.latitude}, {point.longitude}"
    return _("%(km)s km um %(place)s") % {"km": f"{radius or DEFAULT_RADIUS_KM:g}", "place": name}


def chip(query, name, value, label, current=None):
    """The `Chip` of one value in force. `current`: what raw values of the address mean today, where that is
    another value."""
    rest = query.data.copy()
    rest.pop("page", None)
    if value is None or name == "q":
        rest.pop(name)
    else:
        meanings = current or {}
        rest.setlist(name, [item for item in rest.getlist(name) if meanings.get(item, item) != value])
    if name == "near":
        for dependent in ("radius", "sort"):
            rest.pop(dependent, None)
    return Chip(name, label, value or "", f"?{rest.urlencode()}")
