"""Somebody is forgotten: nothing of theirs is left in the database with its history, in files, or letters."""

import json
import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone
from PIL import Image

from accounts.models import User
from desk.queue import assignment
from landkarte.entries import moderation
from landkarte.models import Entry, Report
from machinery import letters
from machinery.models import Letter
from offers import registrations
from offers.models import Enquiry, EventRegistration
from submissions import erasing, memberships
from submissions.activity import note
from submissions.models import (
    Activity,
    Claim,
    Consent,
    ErasedAddress,
    ErasureRequest,
    Invitation,
    Logo,
    Membership,
    Organisation,
    Question,
    Submission,
)
from tests.factories import (
    EntryFactory,
    EventFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    RegistrationFactory,
    StaffFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS, NAME, TYPED = "Vera.Gesslich@example.org", "Vera Gesslich", "Nurvonvera"
SECRETS = (ADDRESS.lower(), NAME.lower(), TYPED.lower())
LATER = timedelta(days=15)
PASSWORD = "korrektes Pferd Batterie"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path


@pytest.fixture
def vera():
    return person(email=ADDRESS, name=NAME, password=PASSWORD)


def person(**values):
    """Somebody who has confirmed the address."""
    user = UserFactory(**values)
    EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)
    return user


def log_in(client, user):
    """Just now: what `force_login` leaves out."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def logo_of(submission):
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    return Logo.objects.create(submission=submission, file=ContentFile(picture.getvalue(), f"{TYPED}.png"))


def membership_of(user, **organisation):
    return MembershipFactory(user=user, organisation=OrganisationFactory(**organisation)).organisation


def add_everything(vera, client):
    """All that somebody can leave behind, alone and beside others."""
    firma = membership_of(vera)
    draft = SubmissionFactory(
        organisation=firma, content={"name": TYPED, "summary_de": ADDRESS}, created_by=vera, saved_by=vera
    )
    logo_of(draft)
    Question.objects.create(submission=draft, text=f"Frau {NAME}?", answer=TYPED, answered_by=vera)
    Consent.objects.create(user=vera, submission=draft, version="2026-11")
    claim = Claim.objects.create(
        reference="I-2026-1", entry=EntryFactory(), user=vera, message=TYPED, evidence="staff", due_on=day(0)
    )
    assignment.add_note("submission", draft.pk, by=StaffFactory(), text=f"{NAME} anrufen")
    assignment.add_note("claim", claim.pk, by=StaffFactory(), text=TYPED)
    shared = membership_of(vera)
    colleague = MembershipFactory(organisation=shared, role="editor").user
    note(Activity.Verb.JOINED, organisation=shared, by=colleague, about=vera)
    note(Activity.Verb.LEFT, organisation=shared, by=vera)
    note(Activity.Verb.INVITED, organisation=shared, by=colleague, subject=ADDRESS.lower())
    for invitation in (
        {"email": ADDRESS, "invited_by": colleague},
        {"email": "x@example.org", "invited_by": vera},
    ):
        Invitation.objects.create(organisation=shared, expires_at=timezone.now() + LATER, **invitation)
    Authenticator.objects.create(user=vera, type="totp", data={"secret": TYPED})
    UserSession.objects.create(user=vera, session_key="x", ip="192.0.2.0", user_agent=TYPED)
    add_visits()
    letters.write(
        "erasure_requested", to=ADDRESS, language="de", context={"request": {"due_on": day(0)}, "address": ""}
    )
    Letter.objects.create(
        message_id="1",
        sender="a@b.de",
        recipients=["redaktion@testserver"],
        reply_to=[ADDRESS],
        subject="S",
        text=NAME,
    )
    client.force_login(vera)
    client.get("/")
    LogEntry.objects.create(
        user=StaffFactory(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=vera.pk,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message="",
    )
    return firma, shared, colleague


def add_visits():
    """What she sent without logging in: open and closed, with history lines."""
    staff = StaffFactory()
    for status in ("new", "done"):
        enquiry = Enquiry.objects.create(
            reference=f"A-{status}",
            offer=OfferFactory(slug="angebot"),
            company=TYPED,
            place=TYPED,
            name=NAME,
            email=ADDRESS.upper(),
            phone=TYPED,
            question=TYPED,
            consent_version="2026-11",
            language="de",
            due_on=day(0),
        )
        assignment.add_note("enquiry", enquiry.pk, by=staff, text=NAME)
        if status == "done":
            enquiry.status, enquiry.assigned_to = status, staff
            enquiry.closed_at, enquiry.closed_by, enquiry.note = timezone.now(), staff, TYPED
            enquiry.save()
    for number, in_days in enumerate((10, -10)):
        one = RegistrationFactory(
            reference=f"T-{number}",
            event=EventFactory(registration="form", in_days=in_days),
            name=NAME,
            organisation=TYPED,
            email=ADDRESS,
        )
        one.save()
    report = Report.objects.create(
        reference="M-1", entry=EntryFactory(), reason="wrong", text=TYPED, email=ADDRESS, due_on=day(0)
    )
    report.save()
    assignment.add_note("report", report.pk, by=staff, text=ADDRESS)


def day(number):
    return timezone.localdate() + timedelta(days=number)


def traces(secrets=SECRETS):
    """Every column of every table, and every file, that holds one of these texts."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.local_concrete_fields:
            if isinstance(column, models.CharField | models.TextField | models.JSONField | models.FileField):
                found += _in_column(model._meta.db_table, column.column, secrets)
    found += [session.pk for session in Session.objects.all() if _holds(session.get_decoded(), secrets)]
    return found


def _in_column(table, column, secrets):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608 (names of our own models)
        return [(table, column, value) for (value,) in cursor.fetchall() if _holds(value, secrets)]


def _holds(value, secrets):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return any(secret in text.lower() for secret in secrets)


def files(settings):
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def erase(user, **choices):
    erasing.request(user, takes_down=choices.get("takes_down", False))
    return erasing.erase_due(day(14))


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


# -- Two weeks ------------------------------------------------------------------------------------------


def test_erasure_waits_two_weeks_and_tells(vera):
    erasing.request(vera, takes_down=False)
    erasing.request(vera, takes_down=True)

    assert erasing.erase_due(day(13)) == 0
    letter = Letter.objects.get()
    assert letter.recipients == [vera.email]
    assert "next=%2Fkonto%2Fdaten%2Floeschen%2F" in letter.text
    assert ErasureRequest.objects.get().takes_down
    assert erasing.erase_due(day(14)) == 1


def test_who_changed_their_mind_stays(vera):
    erasing.request(vera, takes_down=False)

    assert erasing.cancel(vera)
    assert not erasing.cancel(vera)
    assert erasing.erase_due(day(20)) == 0
    assert User.objects.filter(pk=vera.pk).exists()


# -- After a backup came back -----------------------------------------------------------------------------


def test_tombstone_holds_no_address(vera, settings):
    erase(vera)
    erasing.keep_record()

    record = (settings.VAR_DIR / "erased.txt").read_text()
    assert ErasedAddress.objects.get().digest in record
    assert "example" not in record


def test_unreadable_lines_of_the_record_are_skipped(vera, settings, caplog):
    erase(vera)
    erasing.keep_record()
    path = settings.VAR_DIR / "erased.txt"
    line = path.read_text()
    path.write_bytes(b"\xff\xfe x\n" + "".join([f"{'a' * 64} gestern\n", f"{'b' * 64}\n", line]).encode())
    ErasedAddress.objects.all().delete()
    caplog.set_level("WARNING", logger="submissions.erasing")

    erasing.keep_record()

    assert path.read_text() == line
    assert ErasedAddress.objects.count() == 1
    assert [record.args for record in caplog.records if record.name == "submissions.erasing"] == [
        (1,),
        (2,),
        (3,),
    ]


def test_crash_leaves_the_old_record(vera, settings, monkeypatch):
    erase(vera)
    erasing.keep_record()
    path = settings.VAR_DIR / "erased.txt"
    before = path.read_text()
    erase(person(email="zweite@example.org"))

    def crash(descriptor):
        raise OSError("no space left")

    monkeypatch.setattr("submissions.erasing.os.fsync", crash)
    with pytest.raises(OSError, match="no space left"):
        erasing.keep_record()

    assert path.read_text() == before


def test_restored_backup_is_erased_again(client, vera):
    joined = vera.date_joined
    erase(vera)
    erasing.keep_record()
    ErasedAddress.objects.all().delete()  # as the backup, which is older than the erasure
    back = person(email=ADDRESS, name=NAME, date_joined=joined)
    add_everything(back, client)
    old = datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())
    for model in (Enquiry, EventRegistration, Report, Invitation):
        model.objects.update(created_at=old)

    assert erasing.erase_again() == 1

    assert traces() == []
    assert erasing.erase_again() == 0


def test_restored_rows_without_an_account_are_erased_again(vera):
    erase(vera)
    RegistrationFactory(email=ADDRESS, name=NAME, created_at=timezone.now() - timedelta(days=1))

    assert erasing.erase_again() == 1
    assert traces() == []


def test_who_comes_back_on_their_own_is_left_alone(vera):
    erase(vera)
    UserFactory(email=ADDRESS)
    RegistrationFactory(email=ADDRESS)

    assert erasing.erase_again() == 0
    assert User.objects.filter(email=ADDRESS.lower()).exists()


# -- The pages ----------------------------------------------------------------------------------------


def test_page_says_what_happens_to_each_organisation(client, vera):
    membership_of(vera, name="Alleine")
    shared = membership_of(vera, name="Gemeinsam")
    MembershipFactory(organisation=shared, role="editor", user__name="Erbe Eins")
    log_in(client, vera)

    page = client.get("/konto/daten/loeschen/").content.decode()

    assert "„Alleine“ hat außer Ihnen kein Mitglied" in page
    assert "Die Verwaltung geht an Erbe Eins über" in page


def test_button_asks_for_erasure_and_another_takes_it_back(client, vera):
    log_in(client, vera)
    client.get("/konto/daten/loeschen/")
    assert not ErasureRequest.objects.exists()

    page = client.post("/konto/daten/loeschen/", {"takes_down": "1"}, follow=True).content.decode()
    assert "Ihr Konto wird am" in page
    assert ErasureRequest.objects.get().takes_down

    client.post("/konto/daten/loeschen/", {"cancel": "1"})
    assert not ErasureRequest.objects.exists()


def test_erasure_from_an_old_login_needs_a_proof_first(client, vera):
    client.force_login(vera)
    proof = "/konto/bestaetigen/?next=%2Fkonto%2Fdaten%2Floeschen%2F"

    for response in (client.get("/konto/daten/loeschen/"), client.post("/konto/daten/loeschen/")):
        assert response.headers["Location"] == proof
    assert not ErasureRequest.objects.exists()

    client.post(proof, {"password": PASSWORD})
    assert ErasureRequest.objects.get().user == vera


def test_old_login_may_keep_the_account(client, vera):
    erasing.request(vera, takes_down=False)
    client.force_login(vera)

    client.post("/konto/daten/loeschen/", {"cancel": "1"})

    assert not ErasureRequest.objects.exists()


@pytest.mark.parametrize("address", ["/konto/daten/", "/konto/daten/mitnehmen/", "/konto/daten/loeschen/"])
def test_anonymous_visitors_go_to_the_login(client, address):
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response.headers["Location"].endswith(f"?next={address}")
    assert not ErasureRequest.objects.exists()


def test_seat_of_an_event_to_come_is_free_again(vera):
    event = EventFactory(registration="form", capacity=1)
    RegistrationFactory(event=event, email=ADDRESS)

    erase(vera)

    assert event.seats_left == 1
    assert registrations.EventRegistration.history.count() == 0
