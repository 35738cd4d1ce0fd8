"""An entry for machines that read pages: schema.org (https://schema.org/docs/full.html)."""

from landkarte.models import Entry

TYPES = {
    Entry.Kind.COMPANY: "Corporation",
    Entry.Kind.RESEARCH: "ResearchOrganization",
    Entry.Kind.BEST_PRACTICE: "Article",
    Entry.Kind.PRODUCT: "Product",
    Entry.Kind.PROJECT: "ResearchProject",
    Entry.Kind.INITIATIVE: "Organization",
    Entry.Kind.QUALIFICATION: "Course",
}
# How each type names the organisation it belongs to; others are its parts.
BELONGS_TO = {
    Entry.Kind.BEST_PRACTICE: "publisher",
    Entry.Kind.PRODUCT: "manufacturer",
    Entry.Kind.QUALIFICATION: "provider",
}
WITH_LOGO = {*Entry.Kind.organisations, Entry.Kind.PROJECT, Entry.Kind.PRODUCT}
LANGUAGES = {"de": ["de"], "en": ["en"], "de-en": ["de", "en"]}
WITHOUT_PLACE = {Entry.Kind.PRODUCT, Entry.Kind.QUALIFICATION}


def describe(entry, absolute):
    """A dict of the entry in schema.org's words; `absolute` turns a path into a full address."""
    data = {
        "@context": "https://schema.org",
        "@type": TYPES[entry.kind],
        "@id": absolute(entry.get_absolute_url()),
        "name": entry.name,
        "description": str(entry.summary),
        "url": entry.website or absolute(entry.get_absolute_url()),
        "keywords": [str(term.name) for term in [*entry.industries.all(), *entry.focuses.all()]],
    }
    data |= _details(entry)
    if entry.logo:
        data["logo" if entry.kind in WITH_LOGO else "image"] = absolute(entry.logo_address)
    if organisation := entry.public_organisation:
        data[BELONGS_TO.get(entry.kind, "parentOrganization")] = {
            "@type": TYPES[organisation.kind],
            "@id": absolute(organisation.get_absolute_url()),
            "name": organisation.name,
        }
    if entry.city and entry.kind not in WITHOUT_PLACE:
        data["contentLocation" if entry.kind == Entry.Kind.BEST_PRACTICE else "location"] = _place(entry)
    return data


def _details(entry):
    """What entries of its kind alone say."""
    if entry.kind == Entry.Kind.BEST_PRACTICE:
        texts = [entry.challenge, entry.solution, entry.benefit]
        return {"headline": entry.name} | _known(articleBody="\n\n".join(text for text in texts if text))
    if entry.kind == Entry.Kind.PRODUCT and entry.audience:
        return {"audience": {"@type": "Audience", "audienceType": str(entry.audience)}}
    if entry.kind == Entry.Kind.PROJECT:
        days = {"foundingDate": entry.starts_on, "dissolutionDate": entry.ends_on}
        return {
            **{name: day.isoformat() for name, day in days.items() if day},
            **_known(member=[{"@type": "Organization", "name": name} for name in entry.partner_names]),
        }
    if entry.kind == Entry.Kind.QUALIFICATION:
        return _known(
            educationalCredentialAwarded=entry.degree, inLanguage=LANGUAGES.get(entry.teaching_languages, [])
        )
    return {}


def _known(**values):
    return {name: value for name, value in values.items() if value}


def _place(entry):
    place = {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": entry.city,
            "addressRegion": "Nordrhein-Westfalen",
            "addressCountry": "DE",
        },
    }
    if entry.postal_code:
        place["address"]["postalCode"] = entry.postal_code
    if entry.street:
        place["address"]["streetAddress"] = entry.street
    if entry.point:
        place["geo"] = {"@type": "GeoCoordinates", **entry.point._asdict()}
    return place
