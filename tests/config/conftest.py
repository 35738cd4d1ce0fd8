"""A portal with one row of everything that has a page."""

import pytest
from django.utils import timezone

from desk.models import Merge
from machinery.models import Job, Letter
from tests.config.rows import make_entry
from tests.factories import (
    EntryFactory,
    FlagshipFactory,
    FocusFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PublicationFactory,
    RegistrationFactory,
)
from tests.submissions.states import submitted


@pytest.fixture
def entry():
    return make_entry()


@pytest.fixture
def desk(entry):
    """What editors keep: one row of each kind, all with the key of the entry that this returns."""
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
