"""Flagship projects, and who takes part in them."""

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte import search
from landkarte.models import Entry, Industry
from machinery.model_fields import LineColumn, TextColumn
from machinery.models import Scheduled, ScheduledQuerySet
from machinery.periods import in_words, period_in_words, validate_partial_date, year_or_month
from machinery.translated import Translated
from machinery.web_addresses import host_of, hosts_of, validate_web_address


class FlagshipQuerySet(ScheduledQuerySet):
    def by_name(self):
        return self.order_by(Lower("name"), "pk")

    def search(self, text):
        """Flagships whose names or texts hold all words of the text, folded as the map's search folds them.

        There are a handful of them: they are looked through here, not in SQL.
        """
        needles = search.needles(text)
        lines = self.values_list("pk", "name", "full_name", "summary_de", "summary_en")
        found = [
            pk for pk, *texts in lines if needles and all(n in search.searchable(*texts) for n in needles)
        ]
        return self.filter(pk__in=found)

    def with_partners(self):
        """Fetch what pages and API show of it, in a fixed number of queries."""
        partners = Partner.objects.select_related("entry").order_by(Lower("name"), "pk")
        return self.select_related("entry", "lead").prefetch_related(
            "industries", "news", Prefetch("partners", partners)
        )

    def with_updated(self):
        """Annotate `updated`: when the flagship's own row was last written, None without a history."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(updated=Subquery(versions.values("history_date")[:1]))


class Flagship(Scheduled):
    moves_data_version = True

    slug = models.SlugField(_("Adressteil"), max_length=80, unique=True)
    name = LineColumn(_("Name"), max_length=100)
    full_name = LineColumn(_("Voller Name"), max_length=200, blank=True)
    summary_de = TextColumn(_("Kurztext (deutsch)"), blank=True, max_length=1000)
    summary_en = TextColumn(_("Kurztext (englisch)"), blank=True, max_length=1000)
    aim_de = TextColumn(_("Ziel (deutsch)"), blank=True, max_length=3000)
    aim_en = TextColumn(_("Ziel (englisch)"), blank=True, max_length=3000)
    results_de = TextColumn(_("Was herauskam (deutsch)"), blank=True, max_length=3000)
    results_en = TextColumn(_("Was herauskam (englisch)"), blank=True, max_length=3000)
    reuse_de = TextColumn(_("Was andere nutzen können (deutsch)"), blank=True, max_length=3000)
    reuse_en = TextColumn(_("Was andere nutzen können (englisch)"), blank=True, max_length=3000)
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
    start = LineColumn(_("Beginn"), max_length=7, blank=True, validators=[year_or_month])
    end = LineColumn(_("Ende"), max_length=7, blank=True, validators=[year_or_month])
    funding_eur = models.PositiveBigIntegerField(
        _("Förderung in Euro"),
        null=True,
        blank=True,
        help_text=_("Leer, wenn unbekannt. Umstrittene Zahlen stehen in data/SOURCES.md."),
    )
    funding_disputed = models.BooleanField(
        _("Förderung umstritten"),
        default=False,
        help_text=_("Quellen nennen verschiedene Summen: dann zeigt das Portal keine und zählt keine."),
    )
    term_note_de = TextColumn(
        _("Zu Laufzeit und Förderung (deutsch)"),
        blank=True,
        max_length=500,
        help_text=_("Was sich nicht in einem Datum oder einer Summe sagen lässt."),
    )
    term_note_en = TextColumn(_("Zu Laufzeit und Förderung (englisch)"), blank=True, max_length=500)
    website = LineColumn(_("Website"), max_length=500, blank=True, validators=[validate_web_address])
    lead = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_flagships",
        verbose_name=_("Leitende Organisation"),
    )
    source = TextColumn(
        _("Quellen"), blank=True, max_length=2000, help_text=_("Mehrere durch Semikolon getrennt.")
    )

    summary = Translated()
    aim = Translated()
    results = Translated()
    reuse = Translated()
    term_note = Translated()

    objects = FlagshipQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[industries])

    class Meta:
        verbose_name = _("Flagship")
        verbose_name_plural = _("Flagships")
        permissions = [("publish_flagship", _("Flagships veröffentlichen und zurückziehen"))]
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

    @property
    def public_entry(self):
        """The entry of the project itself when everybody may see it, else None."""
        return _public(self.entry)

    @property
    def public_lead(self):
        return _public(self.lead)

    @property
    def lead_names(self):
        """Who leads: the leading entry, else the partners in that role."""
        if self.public_lead:
            return [self.public_lead.name]
        return [partner.name for partner in self.partners.all() if partner.role == Partner.LEAD]

    @property
    def public_funding_eur(self):
        """The funding in euros when it is known and undisputed, else None."""
        return None if self.funding_disputed else self.funding_eur

    @property
    def period(self):
        """When the project runs, as far as that is known: "2021 bis 2027", "seit Oktober 2021", or ""."""
        start, end = in_words(self.start), in_words(self.end)
        has_begun = bool(start) and self.start <= f"{timezone.localdate():%Y-%m}"
        return period_in_words(start, end, has_begun=has_begun)

    @property
    def website_host(self):
        return host_of(self.website)

    @property
    def source_host(self):
        """The hosts of the sources, or "" when none is a web address."""
        return hosts_of(self.source)


def _public(entry):
    return entry if entry and entry.is_published else None


class Partner(models.Model):
    """A partner of a flagship: an entry of the map, or just a name (some sit outside NRW)."""

    moves_data_version = True

    class Kind(models.TextChoices):
        COMPANY = "company", _("Unternehmen")
        RESEARCH = "research", _("Forschung")
        PUBLIC = "public", _("Öffentliche Einrichtung")
        ASSOCIATION = "association", _("Verband")

    LEAD = "lead"
    ROLES = {
        LEAD: _("Leitung"),
        "partner": _("Partner"),
        "industry partner": _("Industriepartner"),
        "technology partner": _("Technologiepartner"),
        "user company": _("Anwendung im Unternehmen"),
        "initiator": _("Initiator"),
    }

    flagship = models.ForeignKey(Flagship, models.CASCADE, related_name="partners")
    name = LineColumn(_("Name"), max_length=200)
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="flagship_partnerships",
        verbose_name=_("Eintrag auf der Karte"),
    )
    city = LineColumn(_("Ort"), max_length=100, blank=True)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    role = LineColumn(_("Rolle"), max_length=40, blank=True)
    source = LineColumn(_("Quelle"), max_length=500, blank=True)

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

    @property
    def public_entry(self):
        return _public(self.entry)

    @property
    def role_label(self):
        """The role in the reader's language; one that we have no word for stays as it is."""
        return role_label(self.role)


def role_label(role):
    return str(Partner.ROLES.get(role, role))


class News(models.Model):
    """Something that happened in a flagship, with a link to who says so."""

    moves_data_version = True

    flagship = models.ForeignKey(Flagship, models.CASCADE, related_name="news")
    date = LineColumn(
        _("Datum"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("So genau wie bekannt: 2024-08-14, 2024-08, 2024 oder leer."),
    )
    title_de = LineColumn(_("Titel (deutsch)"), max_length=200)
    title_en = LineColumn(_("Titel (englisch)"), max_length=200, blank=True)
    link = LineColumn(_("Adresse"), max_length=500, blank=True, validators=[validate_web_address])

    title = Translated()

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Neuigkeit")
        verbose_name_plural = _("Neuigkeiten")
        ordering = ["-date", "-pk"]

    def __str__(self):
        return self.title_de

    @property
    def day(self):
        """When it was, in words, as exactly as that is known; "" when it is not."""
        return in_words(self.date)

    @property
    def host(self):
        return host_of(self.link)
