"""Rows that the pages of the portal show."""

from tests.factories import (
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PartnerFactory,
    PublicationFactory,
)


def make_entry():
    """One public row of everything that has a page; returns the entry."""
    OfferFactory(slug="alpha", phase="entry", requestable=True)
    PublicationFactory(slug="alpha")
    FundingProgrammeFactory(slug="alpha")
    series = EventFactory(slug="reihe", in_days=None, website="https://example.org/")
    EventFactory(slug="treffen", series=series, registration="form")
    entry = EntryFactory(
        slug="alpha", name="Alpha", industries=["energy"], focuses=["vision"], website="https://example.org/"
    )
    flagship = FlagshipFactory(slug="alpha", website="https://example.net/", industries=["energy"])
    PartnerFactory(flagship=flagship, entry=entry)
    return entry
