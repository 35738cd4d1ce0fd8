"""Rows for tests, one line each."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from flagships.models import Flagship
from landkarte.models import Entry, Focus, Industry, Region
from offers.models import Event, FundingProgramme, Offer, Publication


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


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    name = factory.LazyAttribute(lambda event: event.slug.capitalize())
    summary_de = "Eine Veranstaltung."
    summary_en = "An event."
    date_start = factory.LazyFunction(timezone.localdate)


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"publikation-{n}")
    name = factory.LazyAttribute(lambda publication: publication.slug.capitalize())
    summary_de = "Eine Publikation."
    summary_en = "A publication."
    file = ""
    link = factory.LazyAttribute(lambda publication: "" if publication.file else "https://example.org/")


class FundingProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = FundingProgramme
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"foerderung-{n}")
    name = factory.LazyAttribute(lambda programme: programme.slug.capitalize())
    summary_de = "Ein Programm."
    summary_en = "A programme."


class FlagshipFactory(DjangoModelFactory):
    class Meta:
        model = Flagship
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"flagship-{n}")
    name = factory.LazyAttribute(lambda flagship: flagship.slug.capitalize())
    summary_de = "Ein Projekt."
    summary_en = "A project."
