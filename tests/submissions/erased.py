"""Somebody who is to be forgotten, with all that the portal may hold of them, and what is left of it."""

import json
import time
from datetime import timedelta
from io import BytesIO

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
from landkarte.models import Report
from machinery import letters
from machinery.models import Letter
from offers.models import Enquiry
from submissions import erasing
from submissions.activity import note
from submissions.models import Activity, Claim, Consent, Invitation, Logo, Question
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

ADDRESS, NAME, TYPED = "Vera.Gesslich@example.org", "Vera Gesslich", "Nurvonvera"
SECRETS = (ADDRESS.lower(), NAME.lower(), TYPED.lower())
LATER = timedelta(days=15)
PASSWORD = "korrektes Pferd Batterie"


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


def erase(user, **choices):
    erasing.request(user, takes_down=choices.get("takes_down", False))
    return erasing.erase_due(day(14))
