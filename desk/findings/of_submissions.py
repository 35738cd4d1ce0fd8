"""What companies' side lets staff check at entries: whose they are, and what waits about them."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from desk.findings.check import Check
from landkarte import search
from landkarte.models import Entry
from submissions.models import Organisation, Submission

WAITING = (Submission.Status.SUBMITTED, Submission.Status.QUESTION)


def _without_owner():
    owners = Organisation.objects.filter(
        Q(entry=OuterRef("pk")) | Q(entry=OuterRef("organisation_id")), memberships__isnull=False
    )
    return Q(status=Entry.Status.PUBLISHED) & ~Exists(owners)


def _waiting():
    """Key of an entry -> references of the submissions with staff that are about it: as a change to it, or as
    something new that is called the same."""
    about, new = defaultdict(list), defaultdict(list)
    waiting = Submission.objects.filter(status__in=WAITING).order_by("reference")
    for entry, reference, content in waiting.values_list("entry", "reference", "submitted_content"):
        if entry:
            about[entry].append(reference)
        elif name := search.searchable(content.get("name") or ""):
            new[name].append(reference)
    named = Entry.objects.filter(search_name__in=new).values_list("pk", "search_name")
    for entry, name in named if new else ():
        about[entry] += new[name]
    return about


def _twice():
    return Q(pk__in=[entry for entry, references in _waiting().items() if len(references) > 1])


CHECKS = (
    Check(
        "two_submissions",
        _("Zwei offene Einreichungen zum selben"),
        _("Beide zusammen entscheiden: eine annehmen, die andere ablehnen oder zurückfragen."),
        condition=_twice,
        detail=lambda entry: ", ".join(sorted(_waiting()[entry.pk])),
    ),
    Check(
        "no_owner",
        _("Niemand pflegt den Eintrag"),
        _("Kein Fehler: die Organisation kann den Eintrag übernehmen, sobald sie sich meldet."),
        condition=_without_owner,
        is_quiet=True,
    ),
)
