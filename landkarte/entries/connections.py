"""The connections of an entry as its page shows them: by what they say, from either side."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from landkarte.models import Connection, Entry

Kind = Connection.Kind
# What each kind is called on the page of the other side.
FROM_THE_OTHER_SIDE = {
    Kind.IMPLEMENTED_WITH: _("Hat mit umgesetzt"),
    Kind.RESEARCHED_WITH: _("Forscht mit an"),
    Kind.USES: _("Wird genutzt von"),
    Kind.PART_OF: _("Dazu gehören"),
    Kind.PARTNER_IN: _("Daran beteiligt"),
    Kind.SPIN_OFF_OF: _("Ausgründungen"),
}
# What the page says already where it shows the two together for another reason.
SAID_BY_BELONGING = {Kind.PART_OF, Kind.PARTNER_IN}


@dataclass
class Side:
    """Whom an entry is connected with: a published entry, or just a name; and who says so."""

    name: str
    entry: Entry | None
    since: str
    evidence: str
    source_host: str


@dataclass
class Group:
    label: str
    sides: list[Side] = field(default_factory=list)


def connections_of(entry, *, shown=()):
    """The `Group`s of what everybody may see, in one query. What merely says that the two belong together is
    left out for the entries in `shown`: the page shows that otherwise."""
    rows = list(Connection.objects.published().of(entry))
    known = {other.pk for other in shown}
    groups = {}
    for own in (True, False):
        for kind in Kind:
            for row in rows:
                if row.kind == kind and (row.entry_id == entry.pk) is own:
                    other = row.other if own else row.entry
                    if kind in SAID_BY_BELONGING and other and other.pk in known:
                        continue
                    label = kind.label if own else FROM_THE_OTHER_SIDE[kind]
                    groups.setdefault(label, Group(label)).sides.append(_side(row, other))
    return list(groups.values())


def _side(row, other):
    name = other.name if other else row.other_name
    return Side(name, other, row.since_in_words, row.evidence, row.source_host)
