"""Who takes care of an entry, as columns of an export; the addresses of people are personal."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from desk.exporting.column import Column
from submissions.models import Membership, Organisation

READS = ("pk", "organisation_id")


def _owner_of_each(block):
    """For each entry key and name of the organisation that it is, or belongs to; (None, "") without one."""
    houses = [house or pk for pk, house in zip(block.keys, block.read["organisation_id"], strict=True)]
    rows = Organisation.objects.filter(entry__in={*houses, *block.keys}).values_list("entry", "pk", "name")
    owners = {entry: (pk, name) for entry, pk, name in rows}
    return [
        owners.get(pk) or owners.get(house) or (None, "")
        for pk, house in zip(block.keys, houses, strict=True)
    ]


def _owners(block):
    return [name for _key, name in block.once(_owner_of_each)]


def _members(column):
    """The members' name or address, those who administer first."""

    def cells(block):
        keys = [key for key, _name in block.once(_owner_of_each)]
        people = defaultdict(list)
        rows = Membership.objects.filter(organisation__in=set(keys) - {None}, user__is_active=True)
        for key, text in rows.order_by("role", "user__email").values_list("organisation", f"user__{column}"):
            if text:
                people[key].append(text)
        return ["; ".join(people[key]) if key else "" for key in keys]

    return cells


COLUMNS = (
    Column("owner", _("Wer den Eintrag pflegt"), _owners, READS),
    Column("member_names", _("Namen der Mitglieder"), _members("name"), READS, is_personal=True),
    Column("member_emails", _("E-Mail-Adressen der Mitglieder"), _members("email"), READS, is_personal=True),
)
