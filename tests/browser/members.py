"""A member of a new organisation, logged in to the workshop, for tests that begin behind the entrance."""

import json
from dataclasses import dataclass

MADE = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from accounts.models import User
from submissions import drafts
from submissions.models import Membership, Organisation

user = User.objects.create_user(email={email!r}, password=None)
organisation = Organisation.objects.create(name={name!r})
Membership.objects.create(user=user, organisation=organisation, role="admin")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
draft = drafts.begin(organisation, kind="company", by=user)
made = dict(session=session.session_key, organisation=organisation.key, draft=draft.key)
print("MADE" + json.dumps(made))
"""


@dataclass
class Member:
    """`draft` and `organisation` are keys; `state` is the browser's storage with the session."""

    draft: str
    organisation: str
    state: dict

    def address(self, page):
        return f"/konto/einreichungen/{self.draft}/{page}/"


def new_member(workshop, email, name):
    """Somebody with this e-mail address who has begun to enter the organisation of this name."""
    said = workshop.manage("shell", "-c", MADE.format(email=email, name=name))
    made = json.loads(said.partition("MADE")[2].splitlines()[0])
    cookie = {
        "name": "session",
        "value": made["session"],
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return Member(made["draft"], made["organisation"], {"cookies": [cookie], "origins": []})
