"""What an organisation wants to say on the map, until staff decide; and what staff ask about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from landkarte.models import Entry
from machinery.model_fields import LineColumn, TextColumn
from submissions.models.keys import KEY_LENGTH, new_key
from submissions.models.organisation import Organisation


class SubmissionQuerySet(models.QuerySet):
    def of(self, user):
        """Those of the user's organisations; none for anonymous visitors."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__memberships__user=user.pk)

    def open(self):
        return self.filter(status__in=Submission.OPEN)

    def awaiting_review(self):
        return self.filter(status=Submission.Status.SUBMITTED)


class Submission(models.Model):
    """A new entry (`entry` is None until it is accepted) or a change to one.

    `content` is what the members work on (its shape: `submissions.content`); `version` counts its saves.
    `submitted_content` is what staff see: content as it was when it was last sent. `base` is what the entry
    said when the change was begun.

    `content` is good to be laid onto an entry at any time, however incomplete. `typed` keeps what is no
    content: by field, a value that we cannot read; as `answer_<key of a Question>`, an answer not yet sent;
    as REFUSED_LOGO, until another file is chosen, why the last one was refused.
    `section` is where in the form somebody worked last, `saved_from` the rendered page that saved last.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SUBMITTED = "submitted", _("eingereicht")
        QUESTION = "question", _("Rückfrage")
        ACCEPTED = "accepted", _("angenommen")
        REJECTED = "rejected", _("abgelehnt")
        WITHDRAWN = "withdrawn", pgettext_lazy("Einreichung", "zurückgezogen")

    class Reason(models.TextChoices):
        NO_SEAT = "no-seat", _("Kein Sitz in Nordrhein-Westfalen")
        NO_AI = "no-ai", _("Der Bezug zu KI ist nicht erkennbar")
        DUPLICATE = "duplicate", _("Den Eintrag gibt es schon")
        ADDRESS = "address", _("Die Adresse ist nicht zu finden")
        INCOMPLETE = "incomplete", _("Es fehlen wesentliche Angaben")
        OTHER = "other", _("Anderer Grund")

    REFUSED_LOGO = "refused_logo"
    OPEN = (Status.DRAFT, Status.SUBMITTED, Status.QUESTION)

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    reference = models.CharField(
        _("Nummer"), max_length=20, unique=True, null=True, blank=True, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="submissions", verbose_name=_("Organisation")
    )
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("Eintrag"),
    )
    kind = models.CharField(_("Art"), max_length=20, choices=Entry.Kind.choices)
    status = models.CharField(
        _("Status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    content = models.JSONField(_("Inhalt"), default=dict)
    version = models.PositiveIntegerField(default=0, editable=False)
    typed = models.JSONField(default=dict, editable=False)
    section = models.CharField(max_length=20, blank=True, editable=False)
    saved_from = models.CharField(max_length=32, blank=True, editable=False)
    base = models.JSONField(default=dict, editable=False)
    submitted_content = models.JSONField(_("eingereichter Inhalt"), null=True, blank=True, editable=False)
    submitted_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    created_at = models.DateTimeField(_("begonnen am"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    saved_at = models.DateTimeField(_("gespeichert am"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("eingereicht am"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("Fällig am"), null=True, blank=True, editable=False)
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
    reason = models.CharField(_("Grund"), max_length=20, choices=Reason.choices, blank=True, editable=False)
    explanation = TextColumn(_("Erläuterung"), blank=True, max_length=4000, editable=False)
    left_out = models.JSONField(default=list, blank=True, editable=False)  # fields that were not taken over

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einreichung")
        verbose_name_plural = _("Einreichungen")
        permissions = [("decide_submission", _("über Einreichungen entscheiden"))]
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status__in=["draft", "submitted", "question"]),
                name="submission_is_open_once_for_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(
                    reference__isnull=False,
                    submitted_at__isnull=False,
                    submitted_content__isnull=False,
                    submitted_version__isnull=False,
                    due_on__isnull=False,
                ),
                name="submission_sent_has_reference",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["accepted", "rejected"], decided_at__isnull=False)
                | Q(
                    status__in=["draft", "submitted", "question", "withdrawn"],
                    decided_at=None,
                    decided_by=None,
                ),
                name="submission_decided_has_date",
            ),
            models.CheckConstraint(
                condition=Q(status="rejected") & ~Q(reason="") | ~Q(status="rejected") & Q(reason=""),
                name="submission_rejected_has_reason",
            ),
        ]

    def __str__(self):
        return self.reference or self.name

    def get_absolute_url(self):
        return reverse("submissions:submission-detail", args=[self.key])

    @property
    def name(self):
        """What it calls the entry; the organisation's name until somebody has typed one."""
        return self.content.get("name") or self.organisation.name

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_of_organisation(self):
        """Whether it is about the organisation's own entry, not about a product, project, and so on of it."""
        if self.entry_id:
            return self.entry_id == self.organisation.entry_id
        return self.kind in Entry.Kind.organisations and self.organisation.entry_id is None

    @property
    def has_unsent_changes(self):
        return self.is_open and self.version != self.submitted_version


class Question(models.Model):
    """What staff want to know about one field (`field` "" for the whole), and what the members answer."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="questions")
    field = LineColumn(_("Feld"), max_length=50, blank=True)
    text = TextColumn(_("Frage"), max_length=2000)
    asked_at = models.DateTimeField(_("gefragt am"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    answer = TextColumn(_("Antwort"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Rückfrage")
        verbose_name_plural = _("Rückfragen")
        ordering = ["asked_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="question_has_text")]

    def __str__(self):
        return self.text[:80]


class Logo(models.Model):
    """A picture that a member has uploaded for a submission: checked, made small, written anew. When the
    submission is accepted, the entry gets a copy; `content["logo"]` names the key, or "" for none."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="logos")
    file = models.ImageField(
        upload_to="submitted_logos", max_length=100, width_field="width", height_field="height"
    )
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Logo")
        verbose_name_plural = _("Logos")

    def __str__(self):
        return self.key


class Consent(models.Model):
    """Who agreed to which text, and when: `version` names the text as it stood."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, blank=True, related_name="consents"
    )
    version = models.CharField(_("Fassung"), max_length=20)
    at = models.DateTimeField(_("am"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.version}, {self.at:%d.%m.%Y}"
