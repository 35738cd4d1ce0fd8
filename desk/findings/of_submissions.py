"""What companies' side lets staff check at entries: whose they are, and what waits about them."""

from collections import defaultdict
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from desk.findings import checks
from desk.findings.checks import Check
from landkarte import search
from landkarte.models import Entry
from submissions.models import Membership, Organisation, Submission

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


checks.register(
    Check(
        "two_submissions",
        _("Zwei offene Einreichungen zum selben"),
        _("Beide zusammen entscheiden: eine annehmen, die andere ablehnen oder zurückfragen."),
        condition=_twice,
        detail=lambda entry: ", ".join(sorted(_waiting()[entry.pk])),
    )
)
checks.register(
    Check(
        "no_owner",
        _("Niemand pflegt den Eintrag"),
        _("Kein Fehler: die Organisation kann den Eintrag übernehmen, sobald sie sich meldet."),
        condition=_without_owner,
        is_quiet=True,
    )
)


# -- After a save: the entries are looked for when it is there to stay --------------------------------------


@receiver(post_save, sender=Submission)
def after_submission(sender, instance, raw, **kwargs):
    """Where the number of those that wait may have changed; a draft that saves itself changes nothing."""
    if not raw and instance.status != Submission.Status.DRAFT:
        transaction.on_commit(partial(_look_at_submission, instance.pk), robust=True)


@receiver([post_save, post_delete], sender=Organisation)
def after_organisation(sender, instance, **kwargs):
    if instance.entry_id:
        checks.look_again(instance.entry_id)


@receiver([post_save, post_delete], sender=Membership)
def after_membership(sender, instance, **kwargs):
    transaction.on_commit(partial(_look_at_organisation, instance.organisation_id), robust=True)


def _look_at_submission(key):
    submission = Submission.objects.filter(pk=key).first()
    if submission is None:
        return
    name = search.searchable((submission.submitted_content or {}).get("name") or "")
    concerned = Q(search_name=name) if name else Q(pk=submission.entry_id)
    found = Entry.objects.filter(concerned | Q(pk=submission.entry_id)).values_list("pk", flat=True)
    checks.look_at(found)


def _look_at_organisation(key):
    entry = Organisation.objects.filter(pk=key).values_list("entry", flat=True).first()
    if entry:
        of_it = Entry.objects.filter(Q(pk=entry) | Q(organisation=entry)).values_list("pk", flat=True)
        checks.look_at(of_it)
