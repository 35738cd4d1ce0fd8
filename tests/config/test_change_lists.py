"""Every list of the administration: the same queries for any number of rows, and not many."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desk.models import ColumnMapping, DailyRun, DuplicatePair, Export, Finding, Import, Merge
from landkarte.models import Place, Report, River
from machinery.models import Job, Letter
from offers.models import Enquiry
from submissions.models import Claim, Invitation
from tests import factories
from tests.submissions.states import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST = 15
TODAY = timezone.localdate()
WITHOUT_ROWS = {"auth.Group"}  # made by this test's own lines below would not say more


def one_of_each(number):
    """A row of every model that has a list, with all that a line of it may name."""
    municipality = factories.MunicipalityFactory(ags=f"05315{number:03}", name=f"Ort {number}")
    Place.objects.create(name=f"Platz {number}", latitude=51, longitude=7)
    house = factories.EntryFactory(region=municipality, industries=["a"], focuses=["b"])
    entry = factories.EntryFactory(organisation=house, industries=["a", "c"], focuses=["b"])
    River.objects.create(name=f"Fluss {number}", course={"type": "LineString", "coordinates": []})
    Finding.objects.create(entry=entry, check_name=f"check-{number}")
    for factory in (factories.IndustryFactory, factories.FocusFactory, factories.FormatFactory):
        factory(retired=True, replaced_by=factory())
    factories.AudienceFactory(retired=True, replaced_by=factories.AudienceFactory())
    member = factories.MembershipFactory(organisation__entry=house)
    submitted(member.organisation, by=member.user)
    Claim.objects.create(
        reference=f"A-{number}",
        entry=entry,
        user=factories.UserFactory(),
        message="Meins",
        due_on=TODAY,
    )
    Invitation.objects.create(
        organisation=member.organisation,
        email=f"neu{number}@example.org",
        invited_by=member.user,
        expires_at=timezone.now() + timedelta(days=1),
    )
    DailyRun.objects.create(is_running=None, ended_at=timezone.now(), done={"letters": 1})
    Report.objects.create(reference=f"M-{number}", entry=entry, reason="wrong", text="Falsch", due_on=TODAY)
    Letter.objects.create(subject="Gruß", recipients=["a@example.org"], message_id=f"{number}")
    Job.objects.create(kind="entries", label="Etwas", total=3, position=1, created_by=member.user)
    _exchange(number, member.user)
    _duplicates(entry, member.user)
    event = factories.EventFactory(industries=["a"], audiences=["d"])
    factories.RegistrationFactory(event=event)
    Enquiry.objects.create(
        reference=f"F-{number}",
        offer=factories.OfferFactory(),
        company="Muster",
        place="Köln",
        name="Max Muster",
        email="max@example.org",
        question="Geht das?",
        due_on=TODAY,
        assigned_to=None,
    )
    factories.PublicationFactory()
    factories.FundingProgrammeFactory()
    factories.PartnerFactory(entry=entry)


def _exchange(number, user):
    ColumnMapping.objects.create(name=f"Liste {number}", created_by=user)
    Import.objects.create(file=f"imports/{number}.csv", file_name="a.csv", created_by=user)
    Export.objects.create(columns=["name"], by=user)


def _duplicates(entry, user):
    other, gone = factories.EntryFactory(), factories.EntryFactory(status="unpublished", merged_into=entry)
    DuplicatePair.objects.create(first=entry, second=other, score=0.9)
    Merge.objects.create(kept=entry, gone=gone, gone_name=gone.name, by=user, final_on=TODAY)


def test_every_list_takes_the_same_few_queries_for_any_number_of_rows(staff_client):
    lists = {
        model._meta.label: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    }
    counts, rows = {label: [] for label in lists}, {}
    for numbers in (range(1), range(1, 3)):
        for number in numbers:
            one_of_each(number)
        for label, address in lists.items():
            staff_client.get(address)  # fills what is kept for a while
            with CaptureQueriesContext(connection) as queries:
                response = staff_client.get(address)
            assert response.status_code == 200, label
            counts[label].append(len(queries))
            rows[label] = response.context["cl"].result_count if "cl" in (response.context or {}) else None

    assert {label for label, number in rows.items() if not number} <= WITHOUT_ROWS
    assert {label: found for label, found in counts.items() if found[0] != found[1] or found[1] > MOST} == {}
