"""Rows for tests, one line each."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from flagships.models import Flagship, Partner
from landkarte.models import Entry, Focus, Industry, Region
from offers.models import (
    Audience,
    Event,
    EventRegistration,
    Format,
    FundingProgramme,
    Offer,
    Publication,
)
from submissions.content import empty_content
from submissions.models import Membership, Organisation, Role, Submission


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password("ein langes Passwort")


class StaffFactory(UserFactory):
    is_staff = True
    is_superuser = True


class StateFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["ags"]

    ags = "05"
    level = Region.Level.STATE
    name = "Nordrhein-Westfalen"


class GovernmentRegionFactory(StateFactory):
    ags = "053"
    level = Region.Level.GOVERNMENT_REGION
    name = "Regierungsbezirk Köln"
    parent = factory.SubFactory(StateFactory)


class DistrictFactory(StateFactory):
    ags = "05315"
    level = Region.Level.DISTRICT
    name = "Köln"
    parent = factory.SubFactory(GovernmentRegionFactory)


class MunicipalityFactory(StateFactory):
    ags = "05315000"
    level = Region.Level.MUNICIPALITY
    name = "Köln"
    parent = factory.SubFactory(DistrictFactory)
    latitude = 50.93333
    longitude = 6.95


class IndustryFactory(DjangoModelFactory):
    class Meta:
        model = Industry
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"industry-{n}")
    name_de = factory.LazyAttribute(lambda term: f"{term.slug} de")
    name_en = factory.LazyAttribute(lambda term: f"{term.slug} en")


class FocusFactory(IndustryFactory):
    class Meta:
        model = Focus
        django_get_or_create = ["slug"]


class EntryFactory(DjangoModelFactory):
    """A published company in Cologne, at the town's centre."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"eintrag-{n}")
    name = factory.Sequence(lambda n: f"Eintrag {n}")
    kind = Entry.Kind.COMPANY
    status = Entry.Status.PUBLISHED
    published_at = factory.LazyAttribute(
        lambda entry: timezone.now() if entry.status == Entry.Status.PUBLISHED else None
    )
    summary_de = "Kurztext."
    region = factory.SubFactory(MunicipalityFactory)
    city = factory.LazyAttribute(lambda entry: entry.region.name if entry.region else "")
    latitude = factory.LazyAttribute(lambda entry: entry.region.latitude if entry.region else None)
    longitude = factory.LazyAttribute(lambda entry: entry.region.longitude if entry.region else None)
    precision = factory.LazyAttribute(lambda entry: "" if entry.latitude is None else Entry.Precision.CITY)
    recommended = 0  # finding the place of a new one takes longer than making it

    class Params:
        without_place = factory.Trait(region=None)

    @factory.post_generation
    def industries(self, create, slugs):
        if slugs:
            self.industries.set([IndustryFactory(slug=slug) for slug in slugs])

    @factory.post_generation
    def focuses(self, create, slugs):
        if slugs:
            self.focuses.set([FocusFactory(slug=slug) for slug in slugs])


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"angebot-{n}")
    name = factory.LazyAttribute(lambda offer: offer.slug.capitalize())
    summary_de = "Ein Angebot."
    summary_en = "An offer."
    phase = "identify"


class FlagshipFactory(DjangoModelFactory):
    """A published flagship that is no entry of the map and has no partners."""

    class Meta:
        model = Flagship
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"flagship-{n}")
    name = factory.Sequence(lambda n: f"Flagship {n}")
    summary_de = "Kurztext des Flagships."

    @factory.post_generation
    def industries(self, create, slugs):
        if slugs:
            self.industries.set([IndustryFactory(slug=slug) for slug in slugs])


class FormatFactory(IndustryFactory):
    class Meta:
        model = Format
        django_get_or_create = ["slug"]


class AudienceFactory(IndustryFactory):
    class Meta:
        model = Audience
        django_get_or_create = ["slug"]


class EventFactory(DjangoModelFactory):
    """A public event of one day, in ten days; `in_days=None` makes a series."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    class Params:
        in_days = 10

    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    name = factory.Sequence(lambda n: f"Veranstaltung {n}")
    summary_de = "Kurztext."
    date_start = factory.LazyAttribute(
        lambda event: None if event.in_days is None else timezone.localdate() + timedelta(days=event.in_days)
    )
    city = "Köln"

    @factory.post_generation
    def industries(self, create, slugs):
        if slugs:
            self.industries.set([IndustryFactory(slug=slug) for slug in slugs])

    @factory.post_generation
    def audiences(self, create, slugs):
        if slugs:
            self.audiences.set([AudienceFactory(slug=slug) for slug in slugs])


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    flagship = factory.SubFactory(FlagshipFactory)
    name = factory.LazyAttributeSequence(lambda p, n: p.entry.name if p.entry else f"Partner {n}")
    entry = None
    kind = Partner.Kind.COMPANY
    role = "partner"


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    slug = factory.Sequence(lambda n: f"publikation-{n}")
    name = factory.LazyAttribute(lambda publication: publication.slug.capitalize())
    summary_de = "Eine Publikation."
    link = "https://lesen.example/leitfaden"


class FundingProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = FundingProgramme
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"programm-{n}")
    name = factory.LazyAttribute(lambda programme: programme.slug.capitalize())
    summary_de = "Ein Förderprogramm."


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = EventRegistration

    reference = factory.Sequence(lambda n: f"T-2026-{n:06}")
    event = factory.SubFactory(EventFactory, registration="form")
    name = "Ada Muster"
    email = "ada@example.org"
    consent_version = "2026-11"
    language = "de"


class OrganisationFactory(DjangoModelFactory):
    """With its entry on the map, and no members."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    entry = factory.SubFactory(EntryFactory)
    name = factory.LazyAttribute(lambda one: one.entry.name if one.entry else "Neue Organisation")


class MembershipFactory(DjangoModelFactory):
    """A new person who is admin of a new organisation."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.ADMIN


class SubmissionFactory(DjangoModelFactory):
    """A draft of a new product of an organisation, complete enough to be sent."""

    class Meta:
        model = Submission

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Entry.Kind.PRODUCT
    content = factory.LazyFunction(
        lambda: (
            empty_content(Entry.Kind.PRODUCT)
            | {
                "name": "Werkstatthelfer",
                "summary_de": "Schreibt Angebote für Handwerksbetriebe, nach Diktat.",
                "audience_de": "Handwerksbetriebe",
                "ai_relation": "Erkennt gesprochene Sprache und füllt damit Angebote aus.",
                "industries": [IndustryFactory(slug="crafts").slug],
                "focuses": [FocusFactory(slug="natural-language").slug],
                "website": "https://www.example.org",
                "postal_code": "50667",
                "city": "Köln",
                "ags": MunicipalityFactory().ags,
                "latitude": 50.93333,
                "longitude": 6.95,
                "precision": "city",
            }
        )
    )
    version = 1
