"""A new organisation begins: with its first member and its first draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.search import words
from machinery import limits
from submissions import drafts, places
from submissions.activity import note
from submissions.models import Activity, Membership, Organisation, Role

FORM = "organisation"
MOST_OF_ONE_PERSON_AN_HOUR = 5
MOST_A_DAY = 300


@transaction.atomic
def found(name, *, kind, website, city, by):
    """The draft of the entry of a new organisation of this name, with what is known already. Who has begun
    one of the same name gets that. ValidationError for a kind that is none of an organisation;
    `limits.LimitReachedError` when somebody begins too many."""
    if kind not in Entry.Kind.organisations:
        raise ValidationError(_("Bitte wählen Sie, was Sie eintragen."), "kind")
    if begun := begun_by(by, name):
        return drafts.begin(begun, kind=kind, by=by)
    limits.take(FORM, sender=f"person-{by.pk}", an_hour=MOST_OF_ONE_PERSON_AN_HOUR, a_day=MOST_A_DAY)
    organisation = Organisation.objects.create(name=name)
    Membership.objects.create(organisation=organisation, user=by, role=Role.ADMIN)
    note(Activity.Verb.JOINED, organisation=organisation, by=by)
    draft = drafts.begin(organisation, kind=kind, by=by)
    known = draft.content | {"name": name, "website": website, "city": city}
    return drafts.save(draft, places.settle(known, draft.content), version=draft.version, by=by)


def begun_by(user, name):
    """The user's organisation of this name that is not on the map yet, or None."""
    asked = words(name)
    mine = Organisation.objects.of(user).filter(entry=None)
    return next((one for one in mine if asked and words(one.name) == asked), None)


def drafts_of(user):
    """The open drafts of the user's organisations that are not on the map yet."""
    begun = Organisation.objects.of(user).filter(entry=None)
    return [draft for draft in map(drafts.open_about_itself, begun) if draft]
