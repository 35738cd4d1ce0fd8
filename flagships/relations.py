"""In which flagships an entry of the map takes part."""

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagships.models import Flagship, Partner
from landkarte.models import Entry
from landkarte.relations import Relation, register

LEAD = "lead"
ROLES = {
    LEAD: gettext_lazy("Leitung"),
    "partner": gettext_lazy("Partner"),
    "industry partner": gettext_lazy("Industriepartner"),
    "technology partner": gettext_lazy("Technologiepartner"),
    "user company": gettext_lazy("Anwendung im Unternehmen"),
    "initiator": gettext_lazy("Initiator"),
}


@register
def flagships_of(entry):
    """A `Relation` for each flagship that the entry leads or is a partner of, in two queries."""
    on_the_map = Partner.objects.filter(entry__status=Entry.Status.PUBLISHED).select_related("entry")
    flagships = (
        Flagship.objects.filter(Q(lead=entry.pk) | Q(partners__entry=entry.pk))
        .distinct()
        .select_related("lead")
        .prefetch_related(Prefetch("partners", on_the_map.order_by("name"), to_attr="partners_on_the_map"))
    )
    return [_relation(entry, flagship) for flagship in flagships]


def _relation(entry, flagship):
    roles = {partner.entry: partner.role for partner in flagship.partners_on_the_map}
    if flagship.lead and (flagship.lead.is_published or flagship.lead == entry):
        roles = {flagship.lead: LEAD} | roles | {flagship.lead: LEAD}
    return Relation(
        title=_("Beteiligt am KI.NRW-Flagship"),
        name=flagship.name,
        role=_word(roles.pop(entry, "")),
        website=flagship.website,
        others=[(other, _word(role)) for other, role in roles.items()],
    )


def _word(role):
    return str(ROLES.get(role, role))
