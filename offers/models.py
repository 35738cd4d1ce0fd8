"""Offers on a company's way to AI, dated events, and programmes that fund a step of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.translated import Translated


class CatalogueItem(models.Model):
    """What all of the catalogue has. A fact that no source states stays empty: pages leave it out."""

    slug = models.SlugField(_("Adressteil"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    summary_de = models.TextField(_("Kurztext (deutsch)"), blank=True, max_length=1000)
    summary_en = models.TextField(_("Kurztext (englisch)"), blank=True, max_length=1000)
    source = models.CharField(_("Quelle"), max_length=500, blank=True)

    summary = Translated()

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(slug=""), name="%(class)s_has_name_and_slug"
            )
        ]

    def __str__(self):
        return self.name


class Offer(CatalogueItem):
    class Phase(models.TextChoices):
        ENTRY = "entry", _("Einsteigen")
        IDENTIFY = "identify", _("Anwendung finden")
        DESIGN = "design", _("Gestalten")
        IMPLEMENT = "implement", _("Umsetzen")
        NETWORK = "network", _("Vernetzen")

    phase = models.CharField(_("Phase"), max_length=20, choices=Phase.choices)
    format = models.CharField(_("Format"), max_length=80, blank=True)
    audience = models.CharField(_("Zielgruppe"), max_length=200, blank=True)
    duration = models.CharField(_("Dauer"), max_length=80, blank=True)
    cost = models.CharField(_("Kosten"), max_length=80, blank=True)

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(phase__in=["entry", "identify", "design", "implement", "network"]),
                name="offer_phase_is_known",
            ),
        ]


class Event(CatalogueItem):
    """An event, or a community that meets without a date of its own."""

    date_start = models.DateField(_("Beginn"), null=True, blank=True)
    date_end = models.DateField(_("Ende"), null=True, blank=True)
    city = models.CharField(_("Ort"), max_length=100, blank=True)
    format = models.CharField(_("Format"), max_length=80, blank=True)
    organiser = models.CharField(_("Veranstalter"), max_length=200, blank=True)

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        ordering = [models.F("date_start").desc(nulls_last=True), "name"]
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(date_end=None) | models.Q(date_end__gte=models.F("date_start")),
                name="event_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        ]


class FundingProgramme(CatalogueItem):
    provider = models.CharField(_("Geldgeber"), max_length=200, blank=True)
    region = models.CharField(_("Region"), max_length=200, blank=True)
    audience = models.CharField(_("Zielgruppe"), max_length=200, blank=True)
    budget_eur = models.PositiveBigIntegerField(_("Budget in Euro"), null=True, blank=True)
    grant = models.CharField(_("Förderung"), max_length=200, blank=True)
    period = models.CharField(_("Laufzeit"), max_length=200, blank=True)

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Förderprogramm")
        verbose_name_plural = _("Förderprogramme")
