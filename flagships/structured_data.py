"""A flagship for machines that read pages: schema.org (https://schema.org/ResearchProject)."""


def describe(flagship, absolute):
    """A dict of the flagship in schema.org's words; `absolute` turns a path into a full address."""
    page = absolute(flagship.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "ResearchProject",
        "@id": page,
        "name": flagship.name,
        "description": str(flagship.summary),
        "url": flagship.website or page,
        "keywords": [str(industry.name) for industry in flagship.industries.all()],
        "member": [_member(partner, absolute) for partner in flagship.partners.all()],
    }
    if flagship.full_name and flagship.full_name != flagship.name:
        data["alternateName"] = flagship.full_name
    if flagship.start:
        data["foundingDate"] = flagship.start
    if flagship.end:
        data["dissolutionDate"] = flagship.end
    if flagship.public_funding_eur is not None:
        amount = {"@type": "MonetaryAmount", "value": flagship.public_funding_eur, "currency": "EUR"}
        data["funding"] = {"@type": "MonetaryGrant", "amount": amount}
    return data


def _member(partner, absolute):
    member = {"@type": "Organization", "name": partner.name}
    if partner.public_entry:
        member["@id"] = absolute(partner.public_entry.get_absolute_url())
    if partner.city:
        member["address"] = {"@type": "PostalAddress", "addressLocality": partner.city}
    return member
