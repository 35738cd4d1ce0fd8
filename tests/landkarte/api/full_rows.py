"""Rows of which every field says something, so that every field of the API's answers is seen with a value."""

from datetime import date, time, timedelta

from django.utils import timezone

from flagships.models import Flagship
from landkarte.models import Entry, Industry
from tests.factories import (
    AudienceFactory,
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    FormatFactory,
    FundingProgrammeFactory,
    IndustryFactory,
    OfferFactory,
    PartnerFactory,
    PublicationFactory,
    RegistrationFactory,
)
from tests.landkarte.detailed_entries import SAID

BOTH = {"summary_de": "Deutsch.", "summary_en": "English."}
SOURCE = {"source": "https://quelle.example/seite"}
WEBSITE = {"website": "https://voll.example/"}
IN_WORDS = {"languages": "de,en", "mode": "online"}


def add_full_rows():
    """One of each, with a slug that begins with "voll"."""
    today = timezone.localdate()
    industry = IndustryFactory(slug="handwerk-voll")
    Industry.objects.create(
        slug="abgeloest", name_de="Abgelöst", name_en="Replaced", retired=True, replaced_by=industry
    )
    entry = _entry(today)
    offer = _offer(industry)
    _events(today, entry)
    _publications(offer)
    programme = FundingProgrammeFactory(
        slug="voll",
        **BOTH,
        **SOURCE,
        **WEBSITE,
        provider="Land",
        region="NRW",
        audience="KMU",
        budget_eur=5_000_000_000,
        grant="50 %",
        period="2026",
        opens_on=today,
        closes_on=today,
    )
    programme.regions.add(entry.region)
    programme.audiences.add(AudienceFactory(slug="voll"))
    programme.industries.add(industry)
    _flagship(entry)


def _entry(today):
    organisation = EntryFactory(slug="voll-organisation", name="Volle Organisation")
    typed = [field.name for field in SAID if field.is_typed]
    entry = EntryFactory(
        slug="voll",
        **dict.fromkeys(typed, "Ein Text."),
        **SOURCE,
        **WEBSITE,
        kind=Entry.Kind.PROJECT,
        organisation=organisation,
        size="sme",
        founded=1999,
        street="Domkloster 4",
        postal_code="50667",
        precision="address",
        teaching_languages="de-en",
        starts_on=date(2021, 10, 1),
        ends_on=date(2024, 3, 31),
        confirmed_on=today,
        unconfirmed_since=today,
        industries=["handwerk-voll"],
        focuses=["voll"],
    )
    # The logo's file is not asked for, its address alone.
    entry.connections.create(kind="uses", other_name="Werkzeug", since="2023", source="https://a.example/")
    Entry.objects.filter(pk=entry.pk).update(logo="logos/voll.webp", logo_width=40, logo_height=20)
    return entry


def _offer(industry):
    texts = ("take_home_de", "take_home_en", "prerequisites_de", "prerequisites_en")
    offer = OfferFactory(
        slug="voll",
        **BOTH,
        **SOURCE,
        **WEBSITE,
        **IN_WORDS,
        **dict.fromkeys(texts, "Ein Text."),
        audience="KMU",
        format=FormatFactory(slug="voll"),
        duration="2 h",
        cost="kostenlos",
        place="Köln",
        requestable=True,
        contact_name="Ada",
        contact_email="ada@example.org",
        contact_phone="0221 1",
    )
    offer.audiences.add(AudienceFactory(slug="voll"))
    offer.industries.add(industry)
    offer.steps.create(next_offer=OfferFactory(slug="voll-danach"), label_de="Dann", label_en="Then")
    offer.steps.create(query="kind=product", label_de="Produkte", label_en="Products", position=1)
    return offer


def _events(today, entry):
    series = EventFactory(slug="voll-reihe", in_days=None)
    facts = (
        BOTH | SOURCE | WEBSITE | IN_WORDS | {"venue": "Dom", "organiser": "KI.NRW", "organiser_entry": entry}
    )
    times = {"time_start": time(9), "time_end": time(17), "date_end": today + timedelta(days=11)}
    event = EventFactory(
        slug="voll",
        series=series,
        format=FormatFactory(slug="voll"),
        registration="form",
        capacity=9,
        visitors=3,
        audiences=["voll"],
        industries=["handwerk-voll"],
        **facts,
        **times,
    )
    RegistrationFactory(event=event)
    EventFactory(slug="voll-anderswo", registration="external", registration_url="https://anderswo.example/")


def _publications(offer):
    facts = BOTH | SOURCE | {"year": 2025, "publisher": "KI.NRW", "languages": "de"}
    publication = PublicationFactory(slug="voll", **facts)
    publication.audiences.add(AudienceFactory(slug="voll"))
    publication.industries.add(IndustryFactory(slug="handwerk-voll"))
    publication.offers.add(offer)
    PublicationFactory(slug="voll-datei", link="", file="publikationen/voll.pdf")


def _flagship(entry):
    texts = [f"{name}_{language}" for name in ("aim", "results", "reuse") for language in ("de", "en")]
    flagship = FlagshipFactory(
        slug="voll",
        **BOTH,
        **SOURCE,
        **WEBSITE,
        **dict.fromkeys(texts, "Ein Text."),
        full_name="Voller Name",
        start="2021-03",
        end="2024",
        funding_eur=5_000_000_000,
        lead=entry,
        entry=entry,
        industries=["handwerk-voll"],
    )
    PartnerFactory(flagship=flagship, entry=entry, city="Köln")
    assert Flagship.objects.published().filter(pk=flagship.pk).exists()
