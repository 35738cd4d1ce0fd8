"""Entries find their owners: somebody claims one, a present owner may object, staff decide the unclear ones.

A claim is about an organisation: claiming its product, project, course or best practice claims that.
What is clear: a confirmed address at the entry's own domain (`evidence`), and no owner who objects. Then the
claimer becomes an admin, beside those there are: at once when nobody owns the entry, else when the owner's
seven days are over (docs/decisions/0013-claims.md).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import confirmed_addresses
from landkarte.entries import domains
from landkarte.models import Entry
from machinery import letters, limits
from machinery.models.reference import new_reference
from machinery.refusals import database_refusals
from machinery.working_days import add_working_days
from submissions.activity import note
from submissions.entrance import address_in_letter
from submissions.models import Activity, Claim, Membership, Organisation, Role

WORKING_DAYS = 5
OBJECTION_DAYS = 7
FORM = "claim"
MOST_OF_ONE_PERSON_AN_HOUR = 5
MOST_A_DAY = 200

Status, Evidence, Verb = Claim.Status, Claim.Evidence, Activity.Verb


# -- What a claim is about ---------------------------------------------------------------------------------


def target_of(entry):
    """The entry that a claim on this one is about: its organisation's, unless it is one itself."""
    return entry if entry.kind in Entry.Kind.organisations else entry.organisation or entry


def owner_of(target):
    """The organisation whose members may act for this entry, or None; one without members owns nothing."""
    owned = Organisation.objects.filter(memberships__isnull=False)
    of_parent = owned.filter(entry=target.organisation_id) if target.organisation_id else owned.none()
    return owned.filter(entry=target.pk).first() or of_parent.first()


def is_known_to(claim, user):
    """Whether the user may see the claim: who made it, and the admins of the present owner who were told."""
    if not user.is_authenticated:
        return False
    return claim.user_id == user.pk or is_heard(claim, user)


def is_heard(claim, user):
    """Whether the user is one of the owner's admins, who may object."""
    owner = owner_of(claim.entry) if claim.objection_until and claim.user_id != user.pk else None
    return bool(owner) and owner.memberships.filter(user=user.pk, role=Role.ADMIN).exists()


def may_still_object(claim, owner):
    """Whether the owner's seven days still run and it has said nothing."""
    return claim.is_open and bool(owner) and bool(claim.objection_until) and _is_in_time(claim)


def answer_by(claim):
    """The day by which whoever claims has an answer: the same whether an owner is heard or not."""
    heard = timezone.localdate(claim.created_at) + timedelta(days=OBJECTION_DAYS)
    return add_working_days(max(claim.due_on, heard), 1)


def has_evidence(target, person):
    """Whether it is clear that the person speaks for the entry's organisation."""
    return _evidence(target, person) == Evidence.DOMAIN


def _evidence(target, person):
    """DOMAIN when a confirmed address speaks for the entry's own website, and nothing speaks against it.
    Never where people do research: students and guests have the address of the house too."""
    addresses = confirmed_addresses(person)
    if not target.is_published or target.kind == Entry.Kind.RESEARCH:
        return Evidence.STAFF
    if not any(domains.speaks_for(one, target.website) for one in addresses):
        return Evidence.STAFF
    if _shares_its_host(target) or _was_refused_or_member(target, person):
        return Evidence.STAFF
    return Evidence.DOMAIN


def _shares_its_host(target):
    """Whether another entry has its website there or below, but the target's own products, projects, and so
    on: then the host is a house of many."""
    house = domains.host_of_website(target.website)
    own = Q(pk=target.pk) | Q(organisation=target.pk) & ~Q(kind__in=Entry.Kind.organisations)
    websites = Entry.objects.exclude(website="").exclude(own).values_list("website", flat=True)
    return any(domains.lies_in(domains.host_of_website(website), house) for website in websites)


def _was_refused_or_member(target, person):
    """Staff have said no once, or who was a member once may not be any more: staff look at it."""
    acts = Activity.objects.filter(organisation__entry=target, actor=person, by_staff=False)
    refused = target.claims.filter(user=person, status=Status.REJECTED).exists()
    return refused or acts.exclude(verb__in=[Verb.CLAIMED, Verb.OBJECTED]).exists()


# -- Verbs ---------------------------------------------------------------------------------------------------


@database_refusals()
@transaction.atomic
def claim(entry, *, by, message):
    """Claim the organisation of this entry: accepted at once when that is clear, else open. The person's open
    claim, if there is one. ValidationError for members; `limits.LimitReachedError` for too many claims."""
    target = Entry.objects.select_for_update().get(pk=target_of(entry).pk)
    owner = owner_of(target)
    if owner and owner.memberships.filter(user=by.pk).exists():
        raise ValidationError(_("Sie gehören schon zu dieser Organisation."), "member")
    if earlier := target.claims.open().filter(user=by).first():
        return earlier
    limits.take(FORM, sender=f"person-{by.pk}", an_hour=MOST_OF_ONE_PERSON_AN_HOUR, a_day=MOST_A_DAY)
    made = Claim.objects.create(
        reference=new_reference(Claim, "I"),
        entry=target,
        user=by,
        message=message,
        evidence=_evidence(target, by),
        due_on=add_working_days(timezone.localdate(), WORKING_DAYS),
    )
    if owner is None and made.evidence == Evidence.DOMAIN:
        return _join(made, by=None)
    _write("claim_received", made, made.user, answer_by=answer_by(made))
    if owner:
        _hear(made, owner)
    return made


@transaction.atomic
def object_to(claim, *, by, text):
    """An admin of the present owner says why not; then staff decide. ValidationError when it is decided, too
    late or said already, and for everybody else."""
    claim = _open(claim)
    if not is_heard(claim, by):
        raise ValidationError(_("Das können nur die Verwaltenden der Organisation."), "not-admin")
    if claim.objection:
        raise ValidationError(_("Ihre Organisation hat schon Einspruch erhoben."), "objected")
    if timezone.localdate() > claim.objection_until:
        raise ValidationError(_("Die Frist für einen Einspruch ist vorbei."), "late")
    claim.objection = text
    claim.save(update_fields=["objection"])
    note(Verb.OBJECTED, organisation=owner_of(claim.entry), by=by, subject=claim.reference)
    return claim


@database_refusals()
@transaction.atomic
def accept(claim, *, by):
    """Staff make the claimer an admin. An owner who has not been heard yet is heard first: then the claim
    stays open. ValidationError when it is decided, and while the owner may still object.

    Returns the claim as it is now in the database.
    """
    claim = _open(claim)
    owner = owner_of(claim.entry)
    if owner and not claim.objection_until:
        claim = _hear(claim, owner)
        claim.due_on = add_working_days(claim.objection_until, 1)
        claim.save(update_fields=["due_on"])
        return claim
    if may_still_object(claim, owner):
        raise ValidationError(
            _("%(reference)s: Die Organisation kann bis zum %(day)s Einspruch erheben."),
            "heard",
            {"reference": claim.reference, "day": claim.objection_until.strftime("%d.%m.%Y")},
        )
    return _join(claim, by=by)


@transaction.atomic
def reject(claim, *, by, explanation):
    """Staff say no, and why. ValidationError when it is decided, and without a text."""
    claim = _open(claim)
    if not explanation.strip():
        raise ValidationError(_("Bitte schreiben Sie, warum Sie den Anspruch ablehnen."), "no-explanation")
    claim.explanation = explanation.strip()
    _decide(claim, Status.REJECTED, by)
    owner = owner_of(claim.entry)
    if owner:
        note(Verb.CLAIM_REJECTED, organisation=owner, by=by, subject=claim.reference, by_staff=True)
    _write("claim_rejected", claim, claim.user)
    _tell_owner("claim_decided_owner", claim, owner)
    return claim


@transaction.atomic
def withdraw(claim, *, by):
    """Who made the claim takes it back. ValidationError when it is decided, and for everybody else."""
    claim = _open(claim)
    if claim.user_id != by.pk:
        raise ValidationError(_("Nur wer den Anspruch erhoben hat, kann ihn zurückziehen."), "not-yours")
    owner = owner_of(claim.entry) if claim.objection_until else None
    if owner:
        note(Verb.WITHDRAWN, organisation=owner, by=by, subject=claim.reference)
    return _decide(claim, Status.WITHDRAWN, by)


def settle_due():
    """Join the claimers with evidence whose owners have had their seven days and said nothing; evidence that
    is gone makes it a question for staff. Each in its own transaction; safe to run twice. Returns the
    references of the claims that were accepted."""
    due = Claim.objects.open().filter(
        evidence=Evidence.DOMAIN, objection="", objection_until__lt=timezone.localdate()
    )
    settled = [_settle(key) for key in due.values_list("pk", flat=True)]
    return [claim.reference for claim in settled if claim]


@transaction.atomic
def _settle(key):
    try:
        claim = _open(Claim.objects.get(pk=key))
    except ValidationError:  # decided while we came here
        return None
    if claim.objection:
        return None
    if not claim.user.is_active or not has_evidence(claim.entry, claim.user):
        claim.evidence = Evidence.STAFF
        claim.save(update_fields=["evidence"])
        return None
    return _join(claim, by=None)


# -- Steps of the verbs --------------------------------------------------------------------------------------


def _open(claim):
    """The claim as it is now in the database, locked with its entry. ValidationError once it is decided."""
    Entry.objects.select_for_update().get(pk=claim.entry_id)
    claims = Claim.objects.select_for_update(of=("self",)).select_related("user", "entry")
    claim = claims.get(pk=claim.pk)
    if claim.status != Status.OPEN:
        raise ValidationError(
            _("Der Anspruch %(reference)s ist schon %(now)s."),
            "decided",
            {"reference": claim.reference, "now": claim.get_status_display()},
        )
    return claim


def _is_in_time(claim):
    return not claim.objection and timezone.localdate() <= claim.objection_until


def _hear(claim, owner):
    """Tell the present owner, who has seven days from today."""
    claim.objection_until = timezone.localdate() + timedelta(days=OBJECTION_DAYS)
    claim.save(update_fields=["objection_until"])
    note(Verb.CLAIMED, organisation=owner, by=claim.user, subject=claim.reference)
    _tell_owner("claim_owner", claim, owner)
    return claim


def _join(claim, *, by):
    """The claimer becomes an admin of the entry's organisation, which begins with this when there is none."""
    owner = owner_of(claim.entry)
    organisation, _is_new = Organisation.objects.get_or_create(
        entry=claim.entry, defaults={"name": claim.entry.name}
    )
    _member, _is_new = Membership.objects.update_or_create(
        organisation=organisation, user=claim.user, defaults={"role": Role.ADMIN}
    )
    _decide(claim, Status.ACCEPTED, by)
    note(
        Verb.CLAIM_ACCEPTED,
        organisation=organisation,
        by=by,
        subject=claim.reference,
        by_staff=by is not None,
    )
    note(Verb.JOINED, organisation=organisation, by=claim.user)
    _write("claim_accepted", claim, claim.user, organisation=organisation)
    _tell_owner("claim_decided_owner", claim, owner)
    return claim


def _decide(claim, status, by):
    claim.status, claim.decided_at, claim.decided_by = status, timezone.now(), by
    claim.save()
    return claim


# -- Letters -------------------------------------------------------------------------------------------------


def told_of(claim, owner):
    """Who speaks for the owner: its admins, or each member when it has none, but never who claims."""
    members = owner.memberships.select_related("user").exclude(user=claim.user) if owner else []
    return [member.user for member in [one for one in members if one.is_admin] or members]


def _tell_owner(name, claim, owner):
    for person in told_of(claim, owner):
        _write(name, claim, person)


def letter_context(claim, person):
    """What every letter about the claim says to this person."""
    return {"claim": claim, "entry": claim.entry, "page": address_in_letter(claim, person.language)}


def _write(name, claim, person, **more):
    context = letter_context(claim, person) | more
    letters.write(name, to=person.email, language=person.language, context=context)
