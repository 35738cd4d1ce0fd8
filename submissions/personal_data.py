"""What the companies' side and the account keep of a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.addresses import confirmed_addresses
from machinery.personal_data import Holding, Person, register, row_of, seen_in
from submissions.models import (
    Activity,
    Claim,
    Consent,
    FreshnessLetter,
    Invitation,
    Logo,
    Membership,
    Organisation,
    Question,
    Role,
    Submission,
)

OF_THE_LIBRARY = {  # columns that the export shows: no secret of a second factor
    EmailAddress: ("email", "verified", "primary"),
    Authenticator: ("type", "created_at", "last_used_at"),
    UserSession: ("created_at", "ip", "user_agent", "last_seen_at"),
}


def person_of(user):
    """The person with the addresses that they have shown to be theirs."""
    return Person(user, frozenset(confirmed_addresses(user)))


def alone_in(user):
    """The organisations that have no other member."""
    return Organisation.objects.filter(memberships__user=user.pk).exclude(
        pk__in=Membership.objects.exclude(user=user.pk).values("organisation")
    )


def heir_among(memberships):
    """Who becomes admin when no other is left: the member who has been there the longest."""
    return memberships.select_related("user").order_by("created_at", "pk").first()


# -- Account --------------------------------------------------------------------------------------------


def _account_rows(person):
    user = person.user
    rows = [row_of(user, "email", "name", "language", "date_joined", "last_login")]
    for model, columns in OF_THE_LIBRARY.items():
        found = model.objects.filter(user=user)
        rows += [{"table": model._meta.label, **row_of(one, *columns)} for one in found]
    return rows


def _erase_account(person):
    """Tables of the library; the row of the user itself goes last: `submissions.erasing`."""
    if person.user is None:
        return
    for model in OF_THE_LIBRARY:
        model.objects.filter(user=person.user).delete()


register(
    Holding(
        "account",
        _("Konto, Adressen, Anmeldungen"),
        _("Damit Sie sich anmelden können und Briefe bekommen."),
        _account_rows,
        _erase_account,
    )
)

# -- Membership -----------------------------------------------------------------------------------------


def _membership_rows(person):
    rows = Membership.objects.filter(user=person.user).select_related("organisation")
    return [row_of(one, "organisation", "role", "created_at") for one in rows]


def _erase_memberships(person):
    """Where nobody is left, the organisation goes with all that it has not published; its entries stay on
    the map and may be claimed. Where only editors are left, the longest-standing one becomes admin."""
    if person.user is None:
        return
    for organisation in list(alone_in(person.user)):
        organisation.delete()
    for membership in Membership.objects.filter(user=person.user, role=Role.ADMIN):
        others = membership.organisation.memberships.exclude(pk=membership.pk)
        if not others.filter(role=Role.ADMIN).exists():
            heir = heir_among(others)
            heir.role = Role.ADMIN
            heir.save(update_fields=["role"])
    Membership.objects.filter(user=person.user).delete()
    FreshnessLetter.objects.filter(user=person.user).update(user=None)


register(
    Holding(
        "memberships",
        _("Mitgliedschaften"),
        _("Damit Sie für Ihre Organisationen handeln können."),
        _membership_rows,
        _erase_memberships,
    )
)

# -- Submissions ----------------------------------------------------------------------------------------


def _written_by(user):
    return Q(created_by=user) | Q(saved_by=user)


def _submission_rows(person):
    """What is in them only where the person is still a member: others have written on since."""
    rows = Submission.objects.filter(_written_by(person.user)).select_related("organisation")
    readable = set(rows.of(person.user).values_list("pk", flat=True))
    dates = ("created_at", "saved_at", "submitted_at", "decided_at")
    content = ("organisation", "status", "content", "typed", "submitted_content")
    return [
        row_of(one, "reference", "kind", *(content if one.pk in readable else ()), *dates) for one in rows
    ]


def _titles_for(person):
    """How the export names a submission: who is no member any more does not read what it is called by now."""
    own = set(Membership.objects.filter(user=person.user).values_list("organisation", flat=True))

    def title(submission):
        if submission is None:
            return None
        return str(submission) if submission.organisation_id in own else submission.reference

    return title


def _logos(person):
    mine = Submission.objects.of(person.user).filter(_written_by(person.user))
    return [
        (logo.file.name.rpartition("/")[2], logo.file) for logo in Logo.objects.filter(submission__in=mine)
    ]


def _erase_submissions(person):
    """What is left belongs to organisations with other members: the person's name comes off it."""
    if person.user is None:
        return
    mine = {"created_by": person.user, "saved_by": person.user, "decided_by": person.user}
    for column, user in mine.items():
        Submission.objects.filter(**{column: user}).update(**{column: None})


register(
    Holding(
        "submissions",
        _("Einreichungen, Entwürfe und Logos"),
        _("Damit aus Ihren Angaben ein Eintrag wird."),
        _submission_rows,
        _erase_submissions,
        files=_logos,
    )
)


def _question_rows(person):
    rows = Question.objects.filter(answered_by=person.user).select_related("submission__organisation")
    columns, title = ("field", "text", "answer", "answered_at"), _titles_for(person)
    return [{"submission": title(one.submission), **row_of(one, *columns)} for one in rows]


def _erase_questions(person):
    if person.user is None:
        return
    Question.objects.filter(asked_by=person.user).update(asked_by=None)
    Question.objects.filter(answered_by=person.user).update(answered_by=None)


register(
    Holding(
        "answers",
        _("Antworten auf Rückfragen"),
        _("Damit die Redaktion entscheiden kann."),
        _question_rows,
        _erase_questions,
    )
)

# -- Consent, claims, invitations, log ----------------------------------------------------------------


def _consent_rows(person):
    rows = Consent.objects.filter(user=person.user).select_related("submission__organisation")
    title = _titles_for(person)
    return [{**row_of(one, "version", "at"), "submission": title(one.submission)} for one in rows]


register(
    Holding(
        "consents",
        _("Einwilligungen"),
        _("Damit belegt ist, wozu Sie Ja gesagt haben."),
        _consent_rows,
        lambda person: person.user and Consent.objects.filter(user=person.user).delete(),
    )
)


def _claim_rows(person):
    rows = Claim.objects.filter(user=person.user).select_related("entry")
    return [row_of(one, "reference", "entry", "message", "evidence", "status", "created_at") for one in rows]


def _erase_claims(person):
    if person.user is None:
        return
    Claim.objects.filter(user=person.user).delete()
    Claim.objects.filter(decided_by=person.user).update(decided_by=None)


register(
    Holding(
        "claims",
        _("Ansprüche auf Einträge"),
        _("Damit klar ist, wem ein Eintrag gehört."),
        _claim_rows,
        _erase_claims,
    )
)


def _invitations(person):
    to_them = person.with_address(Invitation.objects.all()).values("pk")
    by_them = Q(invited_by=person.user.pk) if person.user else Q(pk=None)
    return Invitation.objects.filter(Q(pk__in=to_them) | by_them)


def _invitation_rows(person):
    columns = ("organisation", "role", "created_at", "expires_at", "accepted_at")
    return [
        {**row_of(one, *columns), "email": one.email if one.email in person.addresses else ""}
        for one in _invitations(person).select_related("organisation")
    ]


register(
    Holding(
        "invitations",
        _("Einladungen"),
        _("Damit nur die eingeladene Adresse sie annehmen kann."),
        _invitation_rows,
        lambda person: _invitations(person).delete(),
        seen=seen_in(Invitation.objects),
    )
)


def _activity_rows(person):
    mine = Q(actor=person.user) | Q(about=person.user)
    rows = Activity.objects.filter(mine).select_related("organisation")
    return [row_of(one, "at", "organisation", "verb", "subject") for one in rows]


def _erase_activities(person):
    """Invited addresses that are theirs, and their name: it stands in the account only."""
    person.with_address(Activity.objects.all(), "subject").update(subject="")
    if person.user:
        Activity.objects.filter(actor=person.user).update(actor=None)
        Activity.objects.filter(about=person.user).update(about=None)


register(
    Holding(
        "activities",
        _("Verlauf"),
        _("Damit Mitglieder sehen, was geschehen ist."),
        _activity_rows,
        _erase_activities,
    )
)
