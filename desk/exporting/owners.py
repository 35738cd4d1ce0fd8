"""Who takes care of an entry, as columns of an export; the addresses of people are personal."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from desk.exporting.column import Column
from submissions.models import Membership, Organisation


def _owner_keys(entries):
    """Key of entry -> key of the organisation that it is, or belongs to."""
    keys = {entry.pk: entry.organisation_id or entry.pk for entry in entries}
    owners = dict(Organisation.objects.filter(entry__in={*keys, *keys.values()}).values_list("entry", "pk"))
    return {pk: owners.get(pk) or owners.get(key) for pk, key in keys.items()}


def _owners(entries):
    keys = _owner_keys(entries)
    names = dict(Organisation.objects.filter(pk__in=set(keys.values()) - {None}).values_list("pk", "name"))
    return {pk: names.get(key, "") for pk, key in keys.items()}


def _members(column):
    """The members' name or address, those who administer first."""

    def cells(entries):
        keys = _owner_keys(entries)
        people = defaultdict(list)
        rows = Membership.objects.filter(organisation__in=set(keys.values()) - {None}, user__is_active=True)
        for key, text in rows.order_by("role", "user__email").values_list("organisation", f"user__{column}"):
            if text:
                people[key].append(text)
        return {pk: "; ".join(people[key]) if key else "" for pk, key in keys.items()}

    return cells


COLUMNS = (
    Column("owner", _("Wer den Eintrag pflegt"), _owners),
    Column("member_names", _("Namen der Mitglieder"), _members("name"), is_personal=True),
    Column("member_emails", _("E-Mail-Adressen der Mitglieder"), _members("email"), is_personal=True),
)
