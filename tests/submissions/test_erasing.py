"""Somebody is forgotten: nothing of theirs is left in the database with its history, in files, or letters."""

from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from landkarte.entries import moderation
from landkarte.models import Entry, Report
from machinery import letters
from machinery.models import Letter
from offers.models import Enquiry, EventRegistration
from submissions import memberships
from submissions.activity import note
from submissions.models import Activity, Membership, Organisation, Submission
from tests.factories import (
    EntryFactory,
    MembershipFactory,
    RegistrationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.submissions.erased import (
    ADDRESS,
    NAME,
    PASSWORD,
    TYPED,
    add_everything,
    day,
    erase,
    membership_of,
    person,
    traces,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path


@pytest.fixture
def vera():
    return person(email=ADDRESS, name=NAME, password=PASSWORD)


def files(settings):
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# -- What is left ---------------------------------------------------------------------------------------


def test_nothing_of_a_person_is_left(client, vera, settings, django_capture_on_commit_callbacks):
    add_everything(vera, client)
    assert len(traces()) > 20
    assert files(settings) == [f"{TYPED}.png"]

    with django_capture_on_commit_callbacks(execute=True):
        assert erase(vera) == 1

    assert traces() == []
    assert files(settings) == []
    assert not User.objects.filter(pk=vera.pk).exists()
    assert not Session.objects.exists()


def test_numbers_without_a_person_and_the_published_stay(client, vera):
    firma, shared, colleague = add_everything(vera, client)

    erase(vera)

    assert list(Enquiry.objects.values_list("reference", "email")) == [("A-done", "")]
    assert list(EventRegistration.objects.values_list("reference", "name")) == [("T-1", "")]
    assert list(Report.objects.values_list("reference", "text")) == [("M-1", "–")]
    assert Entry.objects.get(pk=firma.entry_id).is_published
    assert list(Organisation.objects.all()) == [shared]
    assert list(Membership.objects.values_list("user", "role")) == [(colleague.pk, "admin")]
    assert list(Activity.objects.values_list("subject", flat=True)) == ["", "", ""]
    assert not Activity.objects.exclude(about=None, actor=None).exclude(actor=colleague).exists()


def test_others_keep_theirs(vera, client):
    add_everything(vera, client)
    other = membership_of(UserFactory(email="gesslich@example.org", name="Vera"))
    SubmissionFactory(organisation=other, content={"name": "Anderes"})
    RegistrationFactory(reference="T-9", name="Vera", email="gesslich@example.org")
    letters.write(
        "erasure_requested",
        to="gesslich@example.org",
        language="de",
        context={"request": {"due_on": day(0)}, "address": ""},
    )

    erase(vera)

    assert Submission.objects.get().content == {"name": "Anderes"}
    assert EventRegistration.objects.get(reference="T-9").email == "gesslich@example.org"
    assert [one.recipients for one in Letter.objects.all()] == [["gesslich@example.org"]]


def test_entries_leave_the_map_when_that_was_wished(vera):
    alone, shared = membership_of(vera), membership_of(vera)
    product = EntryFactory(organisation=alone.entry)
    MembershipFactory(organisation=shared)

    erase(vera, takes_down=True)

    states = dict(Entry.objects.values_list("pk", "status"))
    assert states == {alone.entry_id: "unpublished", product.pk: "unpublished", shared.entry_id: "published"}


def test_who_decided_something_becomes_nobody(vera):
    vera.is_staff = vera.is_superuser = True
    vera.save()
    entry = moderation.unpublish(EntryFactory(), by=vera)
    Report.objects.create(
        reference="M-2",
        reason="wrong",
        text="x",
        due_on=day(0),
        status="done",
        closed_at=timezone.now(),
        closed_by=vera,
    )

    erase(vera)

    left = User.objects.get(pk=vera.pk)
    assert traces() == []
    assert (left.is_active, left.is_staff, left.is_superuser, left.has_usable_password()) == (False,) * 4
    assert entry.history.first().history_user == left


# -- What only looks like theirs ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["KI.Landkarte", "backend", "andere@example.org", "Andere", "example.org"])
def test_name_of_the_erased_reaches_nothing_of_others(client, name):
    other = person(email="andere@example.org", name="Andere Person")
    shared = membership_of(other)
    letters.write(
        "erasure_requested",
        to=other.email,
        language="de",
        context={"request": {"due_on": day(0)}, "address": ""},
    )
    client.force_login(other)
    note(Activity.Verb.TAKEN_DOWN, organisation=shared, by=other, subject="Andere KI.Landkarte")
    note(Activity.Verb.INVITED, organisation=shared, by=other, subject="andere@example.org")
    LogEntry.objects.create(
        user=other,
        content_type=ContentType.objects.get_for_model(User),
        object_id=other.pk,
        object_repr="Andere backend KI.Landkarte",
        action_flag=CHANGE,
        change_message="Andere backend KI.Landkarte",
    )

    erase(person(email="boese@example.net", name=name))

    assert [one.recipients for one in Letter.objects.all()] == [["andere@example.org"]]
    assert Session.objects.count() == 1
    assert LogEntry.objects.count() == 1
    assert sorted(Activity.objects.values_list("subject", flat=True)) == [
        "Andere KI.Landkarte",
        "andere@example.org",
    ]


def test_longer_addresses_of_others_are_left_alone(client):
    other = person(email="lea@example.org")
    letters.write(
        "erasure_requested",
        to=other.email,
        language="de",
        context={"request": {"due_on": day(0)}, "address": ""},
    )
    note(Activity.Verb.INVITED, organisation=membership_of(other), by=other, subject=other.email)
    client.post("/konto/anmelden/", {"email": other.email})
    kept = (Letter.objects.count(), Session.objects.count())

    erase(person(email="a@example.org"))

    assert (Letter.objects.filter(recipients=[other.email]).count(), Session.objects.count()) == kept
    assert Activity.objects.get().subject == other.email


def test_former_name_goes_from_the_log_of_the_organisation(client, vera):
    shared = membership_of(vera)
    ute = person(email="marlen@example.org", name="Ute Marlen")
    member = MembershipFactory(organisation=shared, user=ute, role="editor")
    memberships.change_role(member, role="admin", by=vera)
    memberships.remove(member, by=vera)
    ute.name = "Ute Marlen Neu"
    ute.save()
    client.force_login(vera)
    page = f"{shared.get_absolute_url()}verlauf/"
    assert client.get(page).content.decode().count("Ute Marlen Neu") == 2

    erase(ute)

    assert traces(("ute marlen",)) == []
    log = client.get(page).content.decode()
    assert "Ute Marlen" not in log
    assert "Verwaltung" in log
