"""In which flagships an entry of the map takes part."""

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from flagships.models import Flagship, Partner, role_label
from landkarte.models import Entry
from landkarte.plugs.relations import Relation, register


@register
def flagships_of(entry):
    """A `Relation` for each published flagship that the entry is, leads or partners, in two queries."""
    on_the_map = Partner.objects.filter(entry__status=Entry.Status.PUBLISHED).select_related("entry")
    flagships = (
        Flagship.objects.published()
        .filter(Q(entry=entry.pk) | Q(lead=entry.pk) | Q(partners__entry=entry.pk))
        .distinct()
        .select_related("lead", "entry")
        .prefetch_related(Prefetch("partners", on_the_map.order_by("name"), to_attr="partners_on_the_map"))
    )
    return [_relation(entry, flagship) for flagship in flagships]


def _relation(entry, flagship):
    roles = {partner.entry: partner.role for partner in flagship.partners_on_the_map}
    if flagship.lead and (flagship.lead.is_published or flagship.lead == entry):
        roles = {flagship.lead: Partner.LEAD} | roles | {flagship.lead: Partner.LEAD}
    is_itself = flagship.entry_id == entry.pk
    return Relation(
        title=_("Dieses Projekt ist ein KI.NRW-Flagship") if is_itself else _("Beteiligt am KI.NRW-Flagship"),
        name=flagship.name,
        role=role_label(roles.pop(entry, "")),
        address=flagship.get_absolute_url(),
        website=flagship.website,
        entry=flagship.public_entry,
        others=[(other, role_label(role)) for other, role in roles.items()],
    )
