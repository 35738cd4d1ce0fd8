"""Who may act for an organisation: people are invited, join, get another role, hand over, and go.

Each verb locks the organisation first, so that two admins who leave at once cannot leave it without one, and
asks once more whether `by` may: an admin of the organisation or, where it says so, the editorial staff.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.addresses import confirmed_addresses, is_confirmed, person_with
from machinery import letters, limits
from machinery.mailboxes import one_spelling
from submissions.activity import note
from submissions.entrance import address_in_letter
from submissions.models import Activity, Invitation, Membership, Organisation, Role

VALID_FOR = timedelta(days=14)
FORM = "invitation"
MOST_OF_ONE_SENDER_AN_HOUR = 10
MOST_A_DAY = 300

Verb = Activity.Verb


# -- Invitations ---------------------------------------------------------------------------------------


@transaction.atomic
def invite(organisation, *, email, role, by, is_transfer=False):
    """Invite this address for 14 days; a repeat renews the invitation and its letter.

    Nobody learns whether the address is known here: where the letter would be one too many for it, it is left
    out, and the invitation waits in the account. ValidationError when the address is a member's already (a
    transfer may go to one) or `by` is no admin; `limits.LimitReachedError` when `by` invites too many.
    """
    organisation = _locked(organisation)
    _refuse_all_but_admins(organisation, by)
    email = one_spelling(email)
    limits.take(FORM, sender=_sender(by), an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    member = organisation.memberships.filter(user__email=email).first()
    if member and (not is_transfer or member.user_id == by.pk):
        raise ValidationError(_("Diese Person ist schon Mitglied."), "member")
    values = {
        "role": Role.ADMIN if is_transfer else role,
        "is_transfer": is_transfer,
        "invited_by": by,
        "created_at": timezone.now(),
        "expires_at": timezone.now() + VALID_FOR,
    }
    waiting = organisation.invitations.filter(email=email, accepted_at=None, ended_at=None)
    if waiting.update(**values):
        invitation = waiting.first()
    else:
        invitation = Invitation.objects.create(organisation=organisation, email=email, **values)
    note(Verb.INVITED, organisation=organisation, by=by, subject=email)
    _write_invitation(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, by):
    """Make `by` a member; of a transfer, the admin in place of who invited. Who is a member already keeps the
    higher role. ValidationError when the invitation is over or not for a confirmed address of `by`."""
    organisation, invitation = _open_invitation(invitation, by)
    giver = organisation.memberships.filter(user=invitation.invited_by_id).first()
    if invitation.is_transfer and (giver is None or not giver.is_admin):
        raise ValidationError(_over(), "over")
    member, is_new = Membership.objects.get_or_create(
        user=by, organisation=organisation, defaults={"role": invitation.role}
    )
    if invitation.role == Role.ADMIN and not member.is_admin:
        _set_role(member, Role.ADMIN)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if is_new:
        note(Verb.JOINED, organisation=organisation, by=by)
    if invitation.is_transfer:
        _end(organisation, organisation.invitations.filter(invited_by=giver.user_id), giver.user)
        _set_role(giver, Role.EDITOR)
        note(Verb.TRANSFERRED, organisation=organisation, by=invitation.invited_by, about=by)
    if giver and giver.user_id != by.pk:
        _write("member_joined", giver, person=by, is_transfer=invitation.is_transfer)
    return member


@transaction.atomic
def decline(invitation, *, by):
    """The invited person does not want to. ValidationError as for `accept_invitation`."""
    organisation, invitation = _open_invitation(invitation, by)
    _end(organisation, organisation.invitations.filter(pk=invitation.pk), by)


@transaction.atomic
def revoke(invitation, *, by):
    """Take an invitation back. ValidationError when it is over, or `by` is no admin and no staff."""
    organisation = _locked(invitation.organisation)
    _refuse_all_but_admins(organisation, by, or_staff=True)
    if not _end(organisation, organisation.invitations.filter(pk=invitation.pk), by):
        raise ValidationError(_over(), "over")


def _open_invitation(invitation, by):
    """The organisation, locked, and the invitation as it is now."""
    organisation = _locked(invitation.organisation)
    current = organisation.invitations.open().filter(pk=invitation.pk).select_related("invited_by").first()
    if current is None or current.email not in confirmed_addresses(by):
        raise ValidationError(_over(), "over")
    return organisation, current


def _over():
    return _("Diese Einladung gilt nicht mehr. Bitten Sie die Organisation um eine neue.")


def _end(organisation, invitations, by):
    """End those that wait; whether there was one."""
    waiting = list(invitations.filter(accepted_at=None, ended_at=None))
    for invitation in waiting:
        invitation.ended_at = timezone.now()
        invitation.save(update_fields=["ended_at"])
        _note(Verb.INVITATION_ENDED, organisation, by, subject=invitation.email)
    return bool(waiting)


# -- Members -------------------------------------------------------------------------------------------


@transaction.atomic
def change_role(membership, *, role, by):
    """Give a member another role; invitations of who was admin end. ValidationError for the last admin, or
    when `by` is no admin."""
    organisation = _locked(membership.organisation)
    _refuse_all_but_admins(organisation, by)
    member = _current(organisation, membership.user)
    if member.role == role:
        return member
    if member.is_admin:
        _refuse_last_admin(member)
        _end(organisation, organisation.invitations.filter(invited_by=member.user_id), by)
    _set_role(member, role)
    note(
        Verb.ROLE_CHANGED,
        organisation=organisation,
        by=by,
        subject=member.get_role_display(),
        about=member.user,
    )
    if member.user_id != by.pk:
        _write("member_role", member)
    return member


@transaction.atomic
def remove(membership, *, by):
    """End somebody's membership, and the invitations that they have sent. ValidationError for the last admin,
    or when `by` is neither admin nor staff."""
    organisation = _locked(membership.organisation)
    _refuse_all_but_admins(organisation, by, or_staff=True)
    member = _current(organisation, membership.user)
    _refuse_last_admin(member)
    _end(organisation, organisation.invitations.filter(invited_by=member.user_id), by)
    member.delete()
    _note(Verb.REMOVED, organisation, by, about=member.user)
    if member.user_id != by.pk:
        _write("member_removed", member)


@transaction.atomic
def leave(organisation, *, by):
    """End one's own membership, and the invitations that one has sent. ValidationError for the last admin,
    and for who is no member."""
    organisation = _locked(organisation)
    member = _current(organisation, by)
    _refuse_last_admin(member)
    _end(organisation, organisation.invitations.filter(invited_by=by.pk), by)
    member.delete()
    note(Verb.LEFT, organisation=organisation, by=by)


def transfer(organisation, *, email, by):
    """Offer the role of the admin to this address: `by` becomes an editor when it accepts. Errors of
    `invite`."""
    return invite(organisation, email=email, role=Role.ADMIN, by=by, is_transfer=True)


def is_last_admin(membership):
    """Whether the organisation would be without an admin."""
    others = membership.organisation.memberships.exclude(pk=membership.pk)
    return membership.is_admin and not others.filter(role=Role.ADMIN, user__is_active=True).exists()


def _locked(organisation):
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _current(organisation, user):
    """The membership as it is now."""
    member = organisation.memberships.filter(user=user.pk).select_related("user").first()
    if member is None:
        raise ValidationError(_("Diese Person ist kein Mitglied mehr."), "no-member")
    member.organisation = organisation
    return member


def _set_role(member, role):
    member.role = role
    member.save(update_fields=["role"])


def _refuse_last_admin(member):
    if is_last_admin(member):
        raise ValidationError(
            _("Eine Organisation braucht jemanden in der Verwaltung. Übergeben Sie die Verwaltung zuerst."),
            "last-admin",
        )


def _refuse_all_but_admins(organisation, by, *, or_staff=False):
    if or_staff and by.is_staff:
        return
    if not organisation.memberships.filter(user=by.pk, role=Role.ADMIN).exists():
        raise ValidationError(_("Das darf nur die Verwaltung der Organisation."), "no-admin")


def _note(verb, organisation, by, **more):
    """Staff who are no members act as staff."""
    by_staff = by.is_staff and not organisation.memberships.filter(user=by.pk).exists()
    note(verb, organisation=organisation, by=by, by_staff=by_staff, **more)


def _sender(user):
    return salted_hmac("submissions.memberships", str(user.pk), algorithm="sha256").hexdigest()[:32]


# -- Letters -------------------------------------------------------------------------------------------


def _write(name, member, **more):
    """A letter to a member, or to who was one."""
    user, organisation = member.user, member.organisation
    context = {
        "member": member,
        "organisation": organisation,
        "page": address_in_letter(organisation, user.language),
        **more,
    }
    letters.write(name, to=user.email, language=user.language, context=context)


def _write_invitation(invitation):
    """To an address that may be a stranger's: nothing that a member has typed, but a name that staff have
    accepted. Known or not, the letter is the same; a known person reads it in the own language."""
    known = person_with(invitation.email)
    language = known.language if known else translation.get_language() or "de"
    entry = invitation.organisation.entry
    context = {
        "invitation": invitation,
        "name": entry.name if entry and entry.is_published else "",
        "page": address_in_letter(invitation, language),
    }
    write = letters.write if is_confirmed(invitation.email) else letters.write_to_stranger
    try:
        with transaction.atomic():
            write("invitation", to=invitation.email, language=language, context=context)
    except limits.LimitReachedError:
        return
