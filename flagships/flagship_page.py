"""What the page of one flagship shows."""

from dataclasses import dataclass
from itertools import pairwise

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from flagships.best_practices import best_practices
from flagships.models import Flagship, Partner
from flagships.places import places
from flagships.structured_data import describe
from landkarte.entries.page import map_settings
from landkarte.models import Entry
from landkarte.plugs.related_offers import related_offers

KINDS = {
    Partner.Kind.RESEARCH: _("Forschung"),
    Partner.Kind.COMPANY: pgettext_lazy("Überschrift", "Unternehmen"),
    Partner.Kind.PUBLIC: _("Öffentliche Einrichtungen"),
    Partner.Kind.ASSOCIATION: _("Verbände und Netzwerke"),
}
PLAIN_ROLES = {"", "partner", Partner.LEAD}  # what the heading of the group says already


@dataclass
class Line:
    """A partner: its name, its published entry or None, and what else is known."""

    name: str
    entry: Entry | None
    city: str = ""
    role: str = ""


@dataclass
class Group:
    name: str
    label: str
    lines: list


def flagship_context(flagship, request):
    """Template context of `flagships/flagship_detail.html` for a flagship fetched `with_partners()`."""
    groups = _groups(flagship)
    entries = [line.entry for group in groups for line in group.lines]
    industries = list(flagship.industries.all())
    examples = best_practices(flagship)
    return {
        "flagship": flagship,
        "groups": groups,
        "number": sum(len(group.lines) for group in groups),
        "places": places(entries, own=flagship.public_entry),
        "best_practices": examples,
        "all_best_practices": _all_best_practices(industries),
        "ways": related_offers(industries),
        "news": list(flagship.news.all()),
        **_around(flagship),
        "structured_data": describe(flagship, request.build_absolute_uri),
        "map": map_settings(),
        "carried": "",
    }


def _groups(flagship):
    """Who leads, then the partners by kind. A leading entry that is no partner stands there too."""
    partners = list(flagship.partners.all())
    leaders = [partner for partner in partners if partner.role == Partner.LEAD]
    lead = flagship.public_lead
    lines = [_line(partner) for partner in leaders]
    if lead and lead.pk not in {partner.entry_id for partner in partners}:
        lines.insert(0, Line(lead.name, lead, lead.city))
    groups = [Group("lead", pgettext_lazy("Überschrift", "Leitung"), lines)]
    for kind, label in KINDS.items():
        of_kind = [_line(one) for one in partners if one.kind == kind and one not in leaders]
        groups.append(Group(kind, label, of_kind))
    return [group for group in groups if group.lines]


def _line(partner):
    role = "" if partner.role in PLAIN_ROLES else partner.role_label
    return Line(partner.name, partner.public_entry, partner.city, role)


def _all_best_practices(industries):
    """The map's list of all best practices of these industries; "" without an industry."""
    if not industries:
        return ""
    query = QueryDict(mutable=True)
    query["kind"] = Entry.Kind.BEST_PRACTICE
    query.setlist("industry", [industry.slug for industry in industries])
    return f"{reverse('landkarte:entry-list')}?{query.urlencode()}"


def _around(flagship):
    """The published flagships before and after this one, by name."""
    flagships = list(Flagship.objects.published().by_name().only("slug", "name"))
    pairs = [(None, flagships[0]), *pairwise(flagships), (flagships[-1], None)] if flagships else []
    return {
        "previous": next((before for before, after in pairs if after == flagship), None),
        "next": next((after for before, after in pairs if before == flagship), None),
    }
