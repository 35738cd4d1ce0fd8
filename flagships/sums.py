"""What the flagships amount to: projects, partners and funding, counted from their rows."""

from dataclasses import dataclass, field


@dataclass
class Sums:
    """`partners` counts an organisation once in each project, `organisations` once at all. Funding in euros
    is the sum of what is public and undisputed."""

    projects: int = 0
    partners: int = 0
    organisations: int = 0
    funding_eur: int = 0
    funded: int = 0  # projects in that sum
    without_funding: list = field(default_factory=list)  # flagships of which no source says a figure
    disputed: list = field(default_factory=list)  # flagships of which sources say different ones


def sums_of(flagships):
    """The `Sums` of these flagships, fetched `with_partners()`."""
    sums, organisations = Sums(), set()
    flagships = list(flagships)
    entries = _entries_by_name(flagships)
    for flagship in flagships:
        partners = flagship.partners.all()
        for partner in partners:
            name = partner.name.casefold()
            organisations.add(partner.entry_id or entries.get(name, name))
        sums.projects += 1
        sums.partners += len(partners)
        if flagship.funding_disputed:
            sums.disputed.append(flagship)
        elif flagship.funding_eur is None:
            sums.without_funding.append(flagship)
        else:
            sums.funded += 1
            sums.funding_eur += flagship.funding_eur
    sums.organisations = len(organisations)
    return sums


def _entries_by_name(flagships):
    """Name -> entry: a partner that is linked in one flagship may only be named in another."""
    partners = (partner for flagship in flagships for partner in flagship.partners.all())
    return {partner.name.casefold(): partner.entry_id for partner in partners if partner.entry_id}
