"""Anything on the map: a company, an institute, a best practice, a product, and so on."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte import search
from landkarte.models import kinds
from landkarte.models.coordinates import Located
from landkarte.models.details import Details
from landkarte.models.entry_fields import searched_of
from landkarte.models.news import news_of
from landkarte.models.place import Region
from landkarte.models.querysets import EntryQuerySet
from landkarte.models.vocabulary import Focus, Industry
from landkarte.plugs.marks import marks
from machinery.model_fields import LineColumn, TextColumn
from machinery.translated import Translated
from machinery.web_addresses import host_of, hosts_of, validate_web_address


class Entry(Details, Located):
    moves_data_version = notes_changes = True

    Kind = kinds.Kind

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")
        UNPUBLISHED = "unpublished", _("zurückgezogen")

    class Size(models.TextChoices):
        START_UP = "start-up", _("Start-up")
        SME = "sme", _("Kleines oder mittleres Unternehmen")
        LARGE = "large", _("Großunternehmen")
        RESEARCH = "research", _("Forschungseinrichtung")
        PUBLIC = "public", _("Öffentliche Einrichtung")

    class Precision(models.TextChoices):
        ADDRESS = "address", _("Hausadresse")
        CITY = "city", _("Ortsmitte")

    seen_from_a_town = False  # whether its `distance` is from what is known by its town alone

    slug = models.SlugField(_("Adressteil"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    status = models.CharField(
        _("Status"), max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    name = LineColumn(_("Name"), max_length=200)
    organisation = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("Organisation"),
        help_text=_("Wessen Produkt, Projekt, Kurs oder Best Practice das ist."),
    )
    summary_de = TextColumn(_("Kurztext (deutsch)"), blank=True, max_length=1000)
    summary_en = TextColumn(_("Kurztext (englisch)"), blank=True, max_length=1000)
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="entries", verbose_name=_("Branchen")
    )
    focuses = models.ManyToManyField(
        Focus, blank=True, related_name="entries", verbose_name=_("KI-Schwerpunkte")
    )
    size = models.CharField(_("Größe"), max_length=20, choices=Size.choices, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("Gegründet oder begonnen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2100)],
        help_text=_("Jahr"),
    )
    website = LineColumn(_("Website"), max_length=500, blank=True, validators=[validate_web_address])
    logo = models.ImageField(
        _("Logo"),
        upload_to="logos",
        max_length=100,
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
    )
    logo_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    street = LineColumn(_("Straße und Hausnummer"), max_length=200, blank=True)
    postal_code = LineColumn(
        _("Postleitzahl"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}\Z", _("Eine Postleitzahl hat fünf Ziffern."))],
    )
    city = LineColumn(_("Ort"), max_length=100, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("Gemeinde"),
        db_column="ags",
        limit_choices_to={"level": Region.Level.MUNICIPALITY},
    )
    precision = models.CharField(_("Genauigkeit"), max_length=10, choices=Precision.choices, blank=True)

    source = LineColumn(_("Quelle"), max_length=500, blank=True)
    retrieved_on = models.DateField(_("Quelle gelesen am"), null=True, blank=True)
    confirmed_on = models.DateField(_("Bestätigt am"), null=True, blank=True)
    unconfirmed_since = models.DateField(
        _("nicht bestätigt seit"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Nach der letzten Erinnerung hat niemand den Eintrag bestätigt."),
    )
    asked_on = models.DateField(
        _("um Bestätigung gebeten am"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Die Redaktion hat die Mitglieder außer der Reihe gefragt."),
    )
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True)
    updated_at = models.DateTimeField(_("geändert am"), auto_now=True)
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("aufgegangen in"),
    )

    search_name = models.TextField(editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    summary = Translated()

    opened_at = changed_at = None  # `with_news()` sets them

    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[industries, focuses], excluded_fields=["search_name", "search_text", "updated_at"]
    )

    class Meta(Located.Meta):
        abstract = False
        verbose_name = _("Eintrag")
        verbose_name_plural = _("Einträge")
        ordering = ["name", "pk"]
        permissions = [
            ("publish_entry", _("Einträge veröffentlichen und zurückziehen")),
            ("bulk_change_entry", _("viele Einträge auf einmal ändern")),
            ("merge_entry", _("Einträge zusammenführen")),
            ("import_entry", _("Einträge importieren")),
            ("export_entry", _("Einträge exportieren")),
            ("export_personal", _("personenbezogene Spalten exportieren")),
        ]
        indexes = [
            # None begins with the status: nearly all entries are published, and SQLite, which does not know
            # that, would look through all of those instead of the few that it could find by something else.
            models.Index(fields=["kind", "status"]),
            models.Index(fields=["organisation", "status"]),
            models.Index(fields=["latitude", "longitude"]),
            models.Index(fields=["-updated_at"]),
            models.Index(fields=["published_at"]),
        ]
        constraints = [
            *Located.Meta.constraints,
            *Details.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(slug=""), name="entry_has_name_and_slug"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=kinds.Kind.values), name="entry_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "published", "unpublished"]),
                name="entry_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(size__in=["", "start-up", "sme", "large", "research", "public"]),
                name="entry_size_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(organisation=models.F("pk")),
                name="entry_not_its_own_organisation",
                violation_error_message=_("Ein Eintrag kann nicht seine eigene Organisation sein."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="published", published_at__isnull=False)
                | ~models.Q(status="published"),
                name="entry_published_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(status="published"),
                name="entry_merged_is_not_public",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published", summary_de="", summary_en=""),
                name="entry_published_has_summary",
                violation_error_message=_("Ein veröffentlichter Eintrag braucht einen Kurztext."),
            ),
            models.CheckConstraint(
                condition=models.Q(precision="", latitude=None)
                | models.Q(precision__in=["address", "city"], latitude__isnull=False),
                name="entry_precision_goes_with_point",
                violation_error_message=_("Genauigkeit und Punkt gehören zusammen."),
            ),
            models.CheckConstraint(
                condition=models.Q(founded=None) | models.Q(founded__range=(1000, 2100)),
                name="entry_founded_is_a_year",
                violation_error_message=_("Bitte ein Jahr zwischen 1000 und 2100 angeben."),
            ),
            models.CheckConstraint(
                condition=models.Q(city="") | models.Q(region__isnull=False),
                name="entry_city_has_region",
                violation_error_message=_("Zu einem Ort gehört die Gemeinde."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("landkarte:entry-detail", args=[self.slug])

    def clean(self):
        super().clean()
        FormerSlug.refuse_for(self)
        if (
            self.is_published and not self.summary
        ):  # forms leave the constraint out: status is no field of theirs
            raise ValidationError(_("Ein veröffentlichter Eintrag braucht einen Kurztext."), "no-summary")

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save; keep the old address forwarding when the slug has changed."""
        FormerSlug.refuse_for(self)
        previous = Entry.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(*args, **kwargs)
        if previous and previous != self.slug:
            FormerSlug.objects.filter(slug=self.slug).delete()
            FormerSlug.objects.create(slug=previous, entry=self)

    def go_public(self):
        """Set what a published entry has; the verb or the import that calls this saves."""
        self.status = self.Status.PUBLISHED
        self.published_at = timezone.now()

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_exact(self):
        """Whether its point is its own, not that of its town."""
        return self.precision == self.Precision.ADDRESS

    @property
    def measured(self):
        """The `distance` in kilometres as far as it may be said: None when either end is only a town."""
        from_a_point = self.is_exact and not self.seen_from_a_town
        return self.distance if from_a_point else None

    @property
    def public_organisation(self):
        """The organisation when everybody may see it, else None."""
        return self.organisation if self.organisation and self.organisation.is_published else None

    @property
    def news(self):
        return news_of(self)

    @property
    def marks(self):
        """The `Mark`s that the entry bears, as `with_marks()` found them."""
        return [mark for mark in marks() if getattr(self, mark.column, False)]

    @property
    def website_host(self):
        return host_of(self.website)

    @property
    def source_host(self):
        """The hosts of the sources, or "" when none is a web address; full addresses may name persons."""
        return hosts_of(self.source)

    @property
    def checked_on(self):
        """The day for which the content is vouched for: confirmed, else read from its source."""
        return self.confirmed_on or self.retrieved_on

    def refresh_search_lines(self):
        """Set what the search looks through from the content; True when that is news. Nothing is saved."""
        terms = [*self.industries.all(), *self.focuses.all()]
        before = self.search_name, self.search_text
        self.search_name = search.searchable(self.name)
        self.search_text = search.searchable(
            *(getattr(self, field.name) for field in searched_of(self.kind)),
            self.region.parent.name if self.region else "",
            self.public_organisation.name if self.public_organisation else "",
            *(name for term in terms for name in (term.name_de, term.name_en)),
        )
        return before != (self.search_name, self.search_text)


class FormerSlug(models.Model):
    """An address that an entry once had: it forwards to the entry, and no other entry may take it."""

    moves_data_version = True

    slug = models.SlugField(max_length=80, unique=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = _("Frühere Adresse")
        verbose_name_plural = _("Frühere Adressen")

    def __str__(self):
        return self.slug

    @classmethod
    def refuse_for(cls, entry):
        """ValidationError when the slug of this entry still forwards to another one."""
        if cls.objects.filter(slug=entry.slug).exclude(entry=entry.pk).exists():
            problem = _("Diese Adresse führt noch zu einem anderen Eintrag.")
            raise ValidationError({"slug": ValidationError(problem, "former-slug")})


class FurtherSource(models.Model):
    """A second source that carries some fields of an entry."""

    moves_data_version = True

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="further_sources")
    fields = models.CharField(_("Felder"), max_length=200)
    source = LineColumn(_("Quelle"), max_length=500)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Weitere Quelle")
        verbose_name_plural = _("Weitere Quellen")
        constraints = [
            models.UniqueConstraint(fields=["entry", "source", "fields"], name="further_source_is_said_once")
        ]

    def __str__(self):
        return self.source_host or self.source

    @property
    def source_host(self):
        return hosts_of(self.source)
