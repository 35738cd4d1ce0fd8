"""Entries are looked at again when something of theirs was saved, once that is there to stay."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from desk.findings import checks
from landkarte import search
from landkarte.models import Entry
from submissions.models import Membership, Organisation, Submission


class _Look:
    """One look, once a transaction is there to stay, at all that it has touched."""

    def __init__(self):
        self.keys, self.is_done = set(), False

    def take(self):
        self.is_done = True
        of_them = Entry.objects.filter(organisation__in=self.keys).values_list("pk", flat=True)
        checks.look_at(self.keys.union(of_them))


def look_again(*keys):
    """Look at these entries, and at those that belong to them, when the transaction is there to stay."""
    look = _waiting_look()
    if look is None:
        look = _Look()
        look.keys.update(keys)
        transaction.on_commit(look.take, robust=True)
    else:
        look.keys.update(keys)


def _waiting_look():
    """The one that the present transaction will take anyway, or None. It was asked for in a savepoint that
    holds already or that we are inside of: were that rolled back, so would be what we look at."""
    for _savepoints, call, _robust in transaction.get_connection().run_on_commit:
        look = getattr(call, "__self__", None)
        if isinstance(look, _Look) and not look.is_done:
            return look
    return None


@receiver(post_save, sender=Entry)
def after_save(sender, instance, raw, **kwargs):
    if not raw:
        look_again(instance.pk)


@receiver(m2m_changed, sender=Entry.focuses.through)
def after_focuses(sender, instance, action, reverse, pk_set, **kwargs):
    if action in ("post_add", "post_remove", "post_clear"):
        look_again(*(pk_set or () if reverse else [instance.pk]))


@receiver(post_save, sender=Submission)
def after_submission(sender, instance, raw, **kwargs):
    """Where the number of those that wait may have changed; a draft that saves itself changes nothing."""
    if not raw and instance.status != Submission.Status.DRAFT:
        transaction.on_commit(partial(_look_at_submission, instance.pk), robust=True)


@receiver([post_save, post_delete], sender=Organisation)
def after_organisation(sender, instance, **kwargs):
    if instance.entry_id:
        look_again(instance.entry_id)


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
