"""People with accounts for the workshop, one with an organisation that has something of everything."""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import addresses
from accounts.models import User
from landkarte.models import Entry
from submissions import freshness, memberships
from submissions.models import Membership, Organisation, Submission

LONG = "Gesellschaft zur Förderung der Werkstoffprüfungsautomatisierungstechnologie"


def add_members():
    """Lines `name=key` for the cookie of each person, and for what they see."""
    ada, kim, third = (person(f"{name}@example.org") for name in ("ada", "kim", "dritte"))
    organisation = Organisation.objects.create(name=LONG, entry=_entry("konto-organisation", LONG, "company"))
    old = timezone.localdate() - timedelta(days=500)
    for number in range(8):
        product = _entry(f"konto-{number}", f"Produkt {number}", "product", organisation=organisation.entry)
    _entry("konto-alt", "Alter Eintrag", "project", organisation=organisation.entry, confirmed_on=old)
    Membership.objects.create(user=ada, organisation=organisation, role="admin")
    member = Membership.objects.create(user=third, organisation=organisation)
    Submission.objects.create(organisation=organisation, kind="product", content={"name": "Neues"})
    Submission.objects.create(organisation=organisation, entry=product, kind="product", content={"name": "A"})
    memberships.invite(organisation, email="vierte@example.org", role="editor", by=ada)
    said = {
        "ada": session(ada),
        "kim": session(kim),
        "organisation": organisation.key,
        "member": member.pk,
        "signed": freshness.sign([product], ada),
    }
    return "\n".join(f"{name}={value}" for name, value in said.items())


def person(email):
    user = User.objects.create_user(email)
    addresses.confirm(user, email)
    return user


def session(user):
    """The key of a session in which the person has logged in just now."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    store["account_authentication_methods_user"] = str(user.pk)
    store.save()
    return store.session_key


def _entry(slug, name, kind, **fields):
    entry = Entry(slug=slug, name=name, kind=kind, summary_de="Ein Eintrag.", **fields)
    entry.go_public()
    entry.save()
    return entry
