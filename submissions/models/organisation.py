"""Who may act for whom: organisations as their members know them, members, invitations, claims."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from landkarte.models import Entry
from machinery.model_fields import LineColumn, MailboxColumn, TextColumn
from submissions.models.keys import KEY_LENGTH, new_key


class Role(models.TextChoices):
    ADMIN = "admin", _("Verwaltung")
    EDITOR = "editor", _("Bearbeitung")


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """The organisations that this user may act for; none for anonymous visitors."""
        return self.filter(memberships__user=user.pk) if user.is_authenticated else self.none()

    def administered_by(self, user):
        """Those of which the user may also change members and roles."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user.pk, memberships__role=Role.ADMIN)


class Organisation(models.Model):
    """A company, institute or initiative with members. `entry` is what the map shows of it: none until staff
    have accepted the first submission."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    name = LineColumn(_("Name"), max_length=200)
    entry = models.OneToOneField(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owner",
        verbose_name=_("Eintrag"),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("submissions:organisation-detail", args=[self.key])

    @property
    def entries(self):
        """Its own entry and all that belong to it, as a QuerySet."""
        if self.entry_id is None:
            return Entry.objects.none()
        return Entry.objects.filter(Q(pk=self.entry_id) | Q(organisation=self.entry_id))


class Membership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("Person")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("Organisation")
    )
    role = models.CharField(_("Rolle"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    created_at = models.DateTimeField(_("seit"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["organisation", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_is_said_once"),
            models.CheckConstraint(
                condition=Q(role__in=["admin", "editor"]), name="membership_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"

    @property
    def is_admin(self):
        return self.role == Role.ADMIN


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, ended_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """Bound to an address: only somebody who has confirmed it may accept. `is_transfer`: who invited hands
    the role of the admin over and becomes an editor."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("Organisation")
    )
    email = MailboxColumn(_("E-Mail-Adresse"))
    role = models.CharField(_("Rolle"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    is_transfer = models.BooleanField(_("Übergabe"), default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations_sent",
        verbose_name=_("eingeladen von"),
    )
    created_at = models.DateTimeField(_("eingeladen am"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("gilt bis"))
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, blank=True)
    ended_at = models.DateTimeField(_("abgelehnt oder zurückgezogen am"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(ended_at=None), name="invitation_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(is_transfer=False) | Q(role="admin"), name="invitation_transfers_admin_role"
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.organisation}"

    def get_absolute_url(self):
        return reverse("submissions:invitation-detail", args=[self.key])


class ClaimQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Claim.Status.OPEN)


class Claim(models.Model):
    """Somebody says: this entry is ours. A confirmed address at the entry's own domain is evidence; a present
    owner is told and has until `objection_until`; everything else staff decide."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("angenommen")
        REJECTED = "rejected", _("abgelehnt")
        WITHDRAWN = "withdrawn", pgettext_lazy("Einreichung", "zurückgezogen")

    class Evidence(models.TextChoices):
        DOMAIN = "domain", _("E-Mail-Adresse der Organisation")
        STAFF = "staff", _("Die Redaktion prüft")

    reference = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="claims", verbose_name=_("Eintrag"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", verbose_name=_("Person")
    )
    message = TextColumn(_("Begründung"), blank=True, max_length=2000)
    evidence = models.CharField(_("Nachweis"), max_length=10, choices=Evidence.choices)
    status = models.CharField(
        _("Status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    due_on = models.DateField(_("Fällig am"))
    objection_until = models.DateField(_("Einspruch bis"), null=True, blank=True)
    objection = TextColumn(_("Einspruch"), blank=True, max_length=2000)
    explanation = TextColumn(_("Erläuterung"), blank=True, max_length=2000, editable=False)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entschieden von"),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anspruch")
        verbose_name_plural = _("Ansprüche")
        permissions = [("decide_claim", _("über Ansprüche entscheiden"))]
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "user"], condition=Q(status="open"), name="claim_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None) | ~Q(status="open") & Q(decided_at__isnull=False),
                name="claim_decided_has_date",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("submissions:claim-detail", args=[self.reference])

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()
