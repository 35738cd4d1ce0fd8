"""Flagship projects, and who takes part in them."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.models import Entry, Industry, Scheduled, ScheduledQuerySet
from landkarte.translated import Translated
from landkarte.web_addresses import validate_web_address

year_or_month = RegexValidator(
    r"^[12]\d{3}(-(0[1-9]|1[0-2]))?\Z", _("Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03.")
)


class Flagship(Scheduled):
    slug = models.SlugField(_("Adressteil"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=100)
    full_name = models.CharField(_("Voller Name"), max_length=200, blank=True)
    summary_de = models.TextField(_("Kurztext (deutsch)"), blank=True, max_length=1000)
    summary_en = models.TextField(_("Kurztext (englisch)"), blank=True, max_length=1000)
    aim_de = models.TextField(_("Ziel (deutsch)"), blank=True, max_length=3000)
    aim_en = models.TextField(_("Ziel (englisch)"), blank=True, max_length=3000)
    results_de = models.TextField(_("Was herauskam (deutsch)"), blank=True, max_length=3000)
    results_en = models.TextField(_("Was herauskam (englisch)"), blank=True, max_length=3000)
    reuse_de = models.TextField(_("Was andere nutzen können (deutsch)"), blank=True, max_length=3000)
    reuse_en = models.TextField(_("Was andere nutzen können (englisch)"), blank=True, max_length=3000)
    entry = models.OneToOneField(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="flagship",
        verbose_name=_("Eintrag auf der Karte"),
        help_text=_("Das Projekt selbst; auf der Karte als Flagship gekennzeichnet."),
    )
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="flagships", verbose_name=_("Branchen")
    )
    start = models.CharField(_("Beginn"), max_length=7, blank=True, validators=[year_or_month])
    end = models.CharField(_("Ende"), max_length=7, blank=True, validators=[year_or_month])
    funding_eur = models.PositiveBigIntegerField(
        _("Förderung in Euro"),
        null=True,
        blank=True,
        help_text=_("Leer, wenn unbekannt. Umstrittene Zahlen stehen in data/SOURCES.md."),
    )
    website = models.CharField(_("Website"), max_length=500, blank=True, validators=[validate_web_address])
    lead = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_flagships",
        verbose_name=_("Leitende Organisation"),
    )
    source = models.CharField(_("Quelle"), max_length=500, blank=True)

    summary = Translated()
    aim = Translated()
    results = Translated()
    reuse = Translated()

    objects = ScheduledQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[industries])

    class Meta:
        verbose_name = _("Flagship")
        verbose_name_plural = _("Flagships")
        ordering = ["name"]
        constraints = [
            *Scheduled.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(slug=""), name="flagship_has_name_and_slug"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("flagships:flagship-detail", args=[self.slug])


class Partner(models.Model):
    """A partner of a flagship: an entry of the map, or just a name (some sit outside NRW)."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Unternehmen")
        RESEARCH = "research", _("Forschung")
        PUBLIC = "public", _("Öffentliche Einrichtung")
        ASSOCIATION = "association", _("Verband")

    flagship = models.ForeignKey(Flagship, models.CASCADE, related_name="partners")
    name = models.CharField(_("Name"), max_length=200)
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="flagship_partnerships",
        verbose_name=_("Eintrag auf der Karte"),
    )
    city = models.CharField(_("Ort"), max_length=100, blank=True)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    role = models.CharField(_("Rolle"), max_length=40, blank=True)
    source = models.CharField(_("Quelle"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Partner")
        verbose_name_plural = _("Partner")
        ordering = ["flagship", "name"]
        constraints = [
            models.UniqueConstraint(fields=["flagship", "name"], name="partner_is_named_once_per_flagship"),
            models.CheckConstraint(condition=~models.Q(name=""), name="partner_has_name"),
        ]

    def __str__(self):
        return self.name


class News(models.Model):
    """Something that happened in a flagship, with a link to who says so."""

    flagship = models.ForeignKey(Flagship, models.CASCADE, related_name="news")
    date = models.DateField(_("Datum"))
    title_de = models.CharField(_("Titel (deutsch)"), max_length=200)
    title_en = models.CharField(_("Titel (englisch)"), max_length=200, blank=True)
    link = models.CharField(_("Adresse"), max_length=500, blank=True, validators=[validate_web_address])

    title = Translated()

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Neuigkeit")
        verbose_name_plural = _("Neuigkeiten")
        ordering = ["-date", "-pk"]

    def __str__(self):
        return self.title_de
