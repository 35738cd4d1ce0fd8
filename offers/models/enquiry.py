"""Somebody asks for an offer, or about an entry of the map; what became of it, step by step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.models import Entry, Industry, Region
from machinery.model_fields import LineColumn, MailboxColumn, TextColumn
from offers.models.offer import Offer


class EnquiryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=Enquiry.OPEN)


class Enquiry(models.Model):
    class Status(models.TextChoices):
        NEW = "new", _("neu")
        ASSIGNED = "assigned", _("zugewiesen")
        AGREED = "agreed", _("vereinbart")
        DONE = "done", _("erledigt")
        DECLINED = "declined", _("abgelehnt")

    OPEN = (Status.NEW, Status.ASSIGNED, Status.AGREED)

    reference = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("Angebot")
    )
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("Eintrag"),
        help_text=_("Leer, wenn der Eintrag gelöscht ist."),
    )
    entry_name = LineColumn(_("Name des Eintrags"), max_length=200, blank=True)
    company = LineColumn(_("Unternehmen oder Einrichtung"), max_length=200)
    place = LineColumn(_("Ort"), max_length=100)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("Gemeinde")
    )
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("Branche")
    )
    size = models.CharField(_("Größe"), max_length=20, choices=Entry.Size.choices, blank=True)
    name = LineColumn(_("Ihr Name"), max_length=200)
    email = MailboxColumn(_("E-Mail-Adresse"))
    phone = LineColumn(_("Telefon"), max_length=40, blank=True)
    question = TextColumn(_("Worum geht es?"), max_length=2000)
    preferred_times = LineColumn(_("Wann passt es Ihnen?"), max_length=300, blank=True)
    consent_version = models.CharField(_("Fassung der Einwilligung"), max_length=20)
    language = models.CharField(_("Sprache"), max_length=5)

    status = models.CharField(
        _("Status"), max_length=10, choices=Status.choices, default=Status.NEW, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_enquiries",
        verbose_name=_("zugewiesen an"),
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    due_on = models.DateField(_("fällig am"), editable=False)
    assigned_at = models.DateTimeField(_("zugewiesen am"), null=True, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("vereinbart am"), null=True, blank=True, editable=False)
    agreed_date = models.DateField(_("Termin"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="closed_enquiries",
        verbose_name=_("abgeschlossen von"),
    )
    note = TextColumn(_("Notiz der Redaktion"), blank=True, max_length=2000)

    objects = EnquiryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False, entry=None, entry_name="")
                | (Q(offer=None) & ~Q(entry_name="")),
                name="enquiry_is_about_an_offer_or_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["new", "assigned", "agreed"], closed_at=None, closed_by=None)
                | Q(status__in=["done", "declined"], closed_at__isnull=False, closed_by__isnull=False),
                name="enquiry_is_closed_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(status="new", assigned_to=None)
                | Q(status="declined")
                | Q(status__in=["assigned", "agreed", "done"], assigned_to__isnull=False),
                name="enquiry_is_with_somebody",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("offers:enquiry-received", args=[self.reference])

    @property
    def about(self):
        """The name of what it is about: of an entry, that of the day on which it came."""
        return self.offer.name if self.offer else self.entry_name

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()
