"""A draft in the workshop, and a member who is logged in there: for tests that begin behind the entrance."""

from dataclasses import dataclass

from submissions import drafts
from submissions.models import Membership, Organisation
from tests.browser.members import person, session


@dataclass
class Draft:
    """`key` and `organisation` are keys; `state` is the browser's storage with the session."""

    key: str
    organisation: str
    state: dict

    def address(self, page):
        return f"/konto/einreichungen/{self.key}/{page}/"


def add_draft(email, name):
    """The keys of session, organisation and draft: this person has begun to enter a company of this name."""
    user = person(email)
    organisation = Organisation.objects.create(name=name)
    Membership.objects.create(user=user, organisation=organisation, role="admin")
    draft = drafts.begin(organisation, kind="company", by=user)
    return f"keys={session(user)},{organisation.key},{draft.key}"


def new_draft(workshop, email, name):
    code = f"from tests.browser.drafts import add_draft; print(add_draft({email!r}, {name!r}))"
    said = workshop.say(code)
    cookie, organisation, key = said.partition("keys=")[2].strip().split(",")
    where = {"domain": "127.0.0.1", "path": "/", "expires": -1, "httpOnly": True, "sameSite": "Lax"}
    cookies = [{"name": "session", "value": cookie, "secure": False, **where}]
    return Draft(key, organisation, {"cookies": cookies, "origins": []})
