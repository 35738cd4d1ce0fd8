"""People who want to enter or to claim something in the workshop, and one who owns something already."""

from landkarte.models import Entry
from submissions import claims
from submissions.models import Membership, Organisation
from tests.browser.members import person, session


def add_claimers():
    """Lines `name=key` for the cookie of each person, and the number of a claim that concerns the owner."""
    new, claimer, owner = (person(one) for one in ("neu@example.org", "ada@deepl.com", "eva@beta.example"))
    entry = Entry.objects.get(slug="cognigy")
    organisation = Organisation.objects.create(name=entry.name, entry=entry)
    Membership.objects.create(user=owner, organisation=organisation, role="admin")
    claim = claims.claim(entry, by=new, message="Ich leite das Marketing,\nsiehe Impressum.")
    said = {name: session(one) for name, one in (("new", new), ("claimer", claimer), ("owner", owner))}
    return "\n".join(f"{name}={value}" for name, value in (said | {"claim": claim.reference}).items())
