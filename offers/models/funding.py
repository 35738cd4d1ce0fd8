"""Programmes that fund a step on the way."""

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from landkarte.models import Industry, Region
from machinery.model_fields import LineColumn
from machinery.web_addresses import validate_web_address
from offers.models.catalogue import Audience, CatalogueItem, CatalogueQuerySet


class FundingQuerySet(CatalogueQuerySet):
    def not_closed(self):
        """Programmes that are not known to have closed."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=timezone.localdate()))

    def open_first(self):
        """By name, but what is known to have closed comes last."""
        closed = Case(
            When(closes_on__lt=timezone.localdate(), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        return self.order_by(closed, "name", "pk")


class FundingProgramme(CatalogueItem):
    moves_data_version = True

    class State(models.TextChoices):
        UNKNOWN = "", _("nicht bekannt")
        PLANNED = "planned", _("Anträge noch nicht möglich")
        OPEN = "open", _("Anträge möglich")
        CLOSED = "closed", _("Antragsfrist vorbei")

    provider = LineColumn(_("Geldgeber"), max_length=200, blank=True)
    region = LineColumn(_("Region, im Wortlaut"), max_length=200, blank=True)
    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="funding_programmes",
        verbose_name=_("Regionen"),
        help_text=_("Keine: ganz Nordrhein-Westfalen."),
    )
    audience = LineColumn(_("Für wen, im Wortlaut"), max_length=200, blank=True)
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="funding_programmes", verbose_name=_("Zielgruppen")
    )
    industries = models.ManyToManyField(
        Industry,
        blank=True,
        related_name="funding_programmes",
        verbose_name=_("Branchen"),
        help_text=_("Keine: für alle Branchen."),
    )
    budget_eur = models.PositiveBigIntegerField(_("Budget in Euro"), null=True, blank=True)
    grant = LineColumn(_("Förderung"), max_length=200, blank=True)
    period = LineColumn(_("Laufzeit, im Wortlaut"), max_length=200, blank=True)
    opens_on = models.DateField(_("Anträge ab"), null=True, blank=True)
    closes_on = models.DateField(_("Anträge bis"), null=True, blank=True)
    website = LineColumn(_("Website"), max_length=500, blank=True, validators=[validate_web_address])

    objects = FundingQuerySet.as_manager()

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Förderprogramm")
        verbose_name_plural = _("Förderprogramme")
        permissions = [("publish_fundingprogramme", _("Förderprogramme veröffentlichen und zurückziehen"))]
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="fundingprogramme_closes_after_it_opens",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("offers:funding-detail", args=[self.slug])

    @property
    def state(self):
        """Whether one can apply today, as far as the dates say."""
        today = timezone.localdate()
        if self.closes_on and self.closes_on < today:
            return self.State.CLOSED
        if self.opens_on and self.opens_on > today:
            return self.State.PLANNED
        return self.State.OPEN if self.opens_on or self.closes_on else self.State.UNKNOWN
