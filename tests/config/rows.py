"""Rows that the pages of the portal show."""

from django.utils import timezone

from desk.models import Merge
from machinery.models import Job, Letter
from tests.factories import (
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    FocusFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PartnerFactory,
    PublicationFactory,
    RegistrationFactory,
)
from tests.submissions.states import submitted


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


def make_desk():
    """What editors keep beside that: one row of each kind, all with the key of the entry that it returns."""
    other = EntryFactory(pk=900)
    FocusFactory(pk=other.pk)
    OfferFactory(pk=other.pk)
    RegistrationFactory(pk=other.pk, event__pk=other.pk)
    PublicationFactory(pk=other.pk, link="", file="publications/a.pdf")
    FundingProgrammeFactory(pk=other.pk)
    FlagshipFactory(pk=other.pk)
    submitted(pk=other.pk)
    Letter.objects.create(pk=other.pk, message_id="<a@testserver>", recipients=[], subject="A", status="dead")
    merged = EntryFactory(kind="initiative", merged_into=other, status="unpublished")
    Merge.objects.create(pk=other.pk, kept=other, gone=merged, gone_name="B", final_on=timezone.localdate())
    Job.objects.create(pk=other.pk, kind="entries", label="Veröffentlichen")
    return other
