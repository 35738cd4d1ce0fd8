"""How long the companies' side keeps what."""

from datetime import timedelta

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from landkarte.retention import YEAR, Rule, deleted, register
from submissions.models import Claim, DailyRun, Invitation, Logo, Question, Submission
from submissions.personal_data import delete_files

UNVERIFIED = timedelta(days=7)
EXPIRED_INVITATIONS = timedelta(days=30)
Status = Submission.Status


def _drafts(now):
    untouched = Submission.objects.filter(status=Status.DRAFT, saved_at__lt=now - YEAR)
    delete_files(Logo.objects.filter(submission__in=untouched))
    return deleted(untouched)


def _decided(now):
    """What the members typed and the editors asked; that something was submitted and decided stays."""
    at = now - 2 * YEAR
    old = Q(decided_at__lt=at) | Q(status=Status.WITHDRAWN, saved_at__lt=at)
    full = Submission.objects.filter(old).exclude(content={}, base={}, explanation="")
    keys = list(full.values_list("pk", flat=True))
    logos = Logo.objects.filter(submission__in=keys)
    delete_files(logos)
    logos.delete()
    Question.objects.filter(submission__in=keys).delete()
    mine = Submission.objects.filter(pk__in=keys)
    mine.filter(submitted_content__isnull=False).update(submitted_content={})
    return mine.update(content={}, base={}, explanation="")


def _claims(now):
    old = Claim.objects.filter(decided_at__lt=now - 2 * YEAR).exclude(message="", objection="")
    return old.update(message="", objection="")


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
    if apps.is_installed("allauth.account"):
        confirmed = apps.get_model("account", "EmailAddress").objects.filter(verified=True)
        unused = unused.exclude(pk__in=confirmed.values("user"))
    return deleted(unused)


def _runs(now):
    return deleted(DailyRun.objects.filter(is_running=None, started_at__lt=now - YEAR))


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
        "runs",
        _("Berichte über diese Löschungen"),
        _("12 Monate"),
        _("werden gelöscht"),
        _runs,
    )
)
