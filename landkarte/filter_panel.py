"""What the page shows of a query: its facets with counts, and the parts in force as removable chips."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from landkarte.fields import TermsField
from landkarte.filters import Sort
from landkarte.models import Region

LONG_FACET = 10  # values that a reader takes in at a glance


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
    return [
        QueryError(name, query.form.fields[name].label, message)
        for name, messages in query.errors.items()
        for message in messages
    ]


def sorts():
    """The orders that the page offers: pairs of value and label. The first one is relevance for a text."""
    return [("", _("Empfohlen")), *(choice for choice in Sort.choices if choice[0] != Sort.RELEVANCE)]


def facet_panel(query, counts):
    """A `Facet` for each multi-select parameter, every value with its count under the other parameters."""
    return [
        *(_choices(query, name, counts[name]) for name in ("kind", "industry", "focus", "size")),
        _regions(query, counts["region"]),
    ]


def _asked(query, name):
    """The values in force as a control writes them; of a wrong parameter, those that stand in the address."""
    values = query.form.cleaned_data.get(name) or query.data.getlist(name)
    return {_written(value) for value in values}


def _written(value):
    return getattr(value, "slug", None) or getattr(value, "ags", None) or value


def _choices(query, name, counts):
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
    asked = _asked(query, "region")
    wanted = Q(level__in=[Region.Level.GOVERNMENT_REGION, Region.Level.DISTRICT])
    # The state or a municipality is not offered, and yet may be in force.
    wanted |= Q(pk__in=[region.pk for region in query.form.cleaned_data.get("region", [])])
    groups = {}
    for region in Region.objects.filter(wanted).defer("outline"):
        whole = region.level == Region.Level.GOVERNMENT_REGION
        heading = region.name if whole else ""
        options = groups.setdefault(region.ags[:3], (heading, []))[1]
        label = _("ganzer Regierungsbezirk") if whole else region.name
        options.append(Option(region.ags, label, counts.get(region.ags, 0), region.ags in asked))
    return Facet("region", query.form.fields["region"].label, list(groups.values()))


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
        shown.append(_chip(query, "q", values["q"], f"„{values['q']}“"))
    for name in ("kind", "size"):
        labels = dict(query.form.fields[name].choices)
        shown += [_chip(query, name, value, str(labels[value])) for value in values[name]]
    for name in ("industry", "focus"):
        terms = query.form.fields[name].terms() if values[name] else {}
        current = {slug: terms[slug].current.slug for slug in query.data.getlist(name) if slug in terms}
        shown += [_chip(query, name, term.slug, str(term.name), current) for term in values[name]]
    shown += [_chip(query, "region", region.ags, region.name) for region in values["region"]]
    shown += [
        _chip(query, "founded", str(year), _("Beginn %(year)s") % {"year": year})
        for year in values["founded"]
    ]
    if values["near"]:
        label = _("Umkreis um %(latitude)s, %(longitude)s") % values["near"]._asdict()
        shown.append(_chip(query, "near", None, label))
    if values["bbox"]:
        shown.append(_chip(query, "bbox", None, _("Kartenausschnitt")))
    return shown


def _chip(query, name, value, label, current=None):
    """`current`: what raw values of the address mean today, where that is another value."""
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
