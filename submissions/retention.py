"""How long the companies' side keeps what."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from machinery.retention import YEAR, Rule, deleted, register
from submissions.models import Activity, Claim, Invitation, Logo, Question, Submission

UNVERIFIED = timedelta(days=7)
EXPIRED_INVITATIONS = timedelta(days=30)
Status = Submission.Status


def _drafts(now):
    return deleted(Submission.objects.filter(status=Status.DRAFT, saved_at__lt=now - YEAR))


def _decided(now):
    """What the members typed and the editors asked; that something was submitted and decided stays."""
    at = now - 2 * YEAR
    since = Activity.objects.filter(submission=OuterRef("pk"), verb=Activity.Verb.WITHDRAWN, at__gte=at)
    old = Q(decided_at__lt=at) | Q(status=Status.WITHDRAWN, saved_at__lt=at) & ~Q(Exists(since))
    full = Submission.objects.filter(old).exclude(content={}, base={}, explanation="")
    keys = list(full.values_list("pk", flat=True))
    Logo.objects.filter(submission__in=keys).delete()
    Question.objects.filter(submission__in=keys).delete()
    mine = Submission.objects.filter(pk__in=keys)
    mine.filter(submitted_content__isnull=False).update(submitted_content={})
    return mine.update(content={}, typed={}, base={}, explanation="")


def _claims(now):
    old = Claim.objects.filter(decided_at__lt=now - 2 * YEAR).exclude(
        message="", objection="", explanation=""
    )
    return old.update(message="", objection="", explanation="")


def _invitations(now):
    at = now - EXPIRED_INVITATIONS
    return deleted(
        Invitation.objects.filter(Q(expires_at__lt=at) | Q(ended_at__lt=at) | Q(accepted_at__lt=at))
    )


def _users(now):
    """Accounts that nobody ever used and whose address nobody confirmed."""
    unused = User.objects.filter(
        date_joined__lt=now - UNVERIFIED,
        last_login=None,
        is_staff=False,
        memberships=None,
    )
    confirmed = EmailAddress.objects.filter(verified=True)
    return deleted(unused.exclude(pk__in=confirmed.values("user")))


def _devices(now):
    """The list of devices that a person sees, once nobody is logged in there any more."""
    return deleted(UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")))


register(
    Rule(
        "drafts",
        _("Entwürfe von Einreichungen"),
        _("12 Monate nach der letzten Änderung"),
        _("werden mit ihren Logos gelöscht"),
        _drafts,
    )
)
register(
    Rule(
        "submissions",
        _("Entschiedene und zurückgezogene Einreichungen"),
        _("24 Monate nach der Entscheidung"),
        _("Inhalte, Rückfragen und Logos werden gelöscht; Nummer und Ergebnis bleiben"),
        _decided,
    )
)
register(
    Rule(
        "claims",
        _("Begründungen von Ansprüchen auf Einträge"),
        _("24 Monate nach der Entscheidung"),
        _("werden gelöscht; Nummer und Ergebnis bleiben"),
        _claims,
    )
)
register(
    Rule(
        "invitations",
        _("Einladungen"),
        _("30 Tage, nachdem sie abgelaufen, angenommen oder zurückgezogen sind"),
        _("werden gelöscht"),
        _invitations,
    )
)
register(
    Rule(
        "users",
        _("Konten ohne bestätigte Adresse"),
        _("7 Tage"),
        _("werden gelöscht"),
        _users,
    )
)
register(
    Rule(
        "devices",
        _("Liste Ihrer angemeldeten Geräte"),
        _("bis zur Abmeldung oder bis die Anmeldung abläuft"),
        _("wird gelöscht"),
        _devices,
    )
)
