"""Best practices of the map that go with a flagship, each with the reason why."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from landkarte.models import Entry

MOST = 6
MOST_OWN = 3  # a university has many, of all industries


@dataclass
class BestPractice:
    entry: Entry
    reason: str


def best_practices(flagship):
    """Some of the organisations that take part, first those of its industries; then others of its industries,
    nearest first."""
    published = Entry.objects.published().filter(kind=Entry.Kind.BEST_PRACTICE)
    own = _own(flagship, published)[:MOST_OWN]
    found = [
        BestPractice(entry, _("Von %(name)s, hier dabei") % {"name": entry.organisation.name})
        for entry in own
    ]
    if left := MOST - len(found):
        found += [
            BestPractice(entry, _same_industry(entry, flagship))
            for entry in _of_the_industries(flagship, published.exclude(pk__in=[one.pk for one in own]))[
                :left
            ]
        ]
    return found


def _own(flagship, best_practices):
    found = (
        best_practices.filter(organisation__in=_houses(flagship))
        .with_organisation()
        .without_details()
        .by_name()
    )
    alike = Exists(_links(flagship).filter(entry=OuterRef("pk")))
    return found.order_by(alike.desc(), *found.query.order_by)


def _links(flagship):
    return Entry.industries.through.objects.filter(industry__in=flagship.industries.all())


def _houses(flagship):
    """Keys of the published entries that lead the flagship or are partners of it."""
    entries = [flagship.public_lead, *(partner.public_entry for partner in flagship.partners.all())]
    return {entry.pk for entry in entries if entry}


def _of_the_industries(flagship, best_practices):
    found = (
        best_practices.filter(pk__in=_links(flagship).values("entry"))
        .with_organisation()
        .without_details()
        .by_name()
    )
    base = flagship.public_entry or flagship.public_lead
    if base is None or base.point is None:
        return found
    found = found.with_distance(base.point)
    return found.order_by(F("distance").asc(nulls_last=True), *found.query.order_by)


def _same_industry(entry, flagship):
    industries = set(flagship.industries.all())
    names = [str(term.name) for term in entry.industries.all() if term in industries]
    return _("Aus derselben Branche: %(names)s") % {"names": ", ".join(names)}
