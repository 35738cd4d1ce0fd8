"""Documents to read: a file of ours, a link, or the mere mention of what is printed only."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from landkarte.models import Industry
from machinery.model_fields import LineColumn
from machinery.translated import Text
from machinery.web_addresses import host_of, validate_web_address
from offers.models.catalogue import Audience, CatalogueItem, CatalogueQuerySet, Languages
from offers.models.offer import Offer

LARGEST_FILE = 20 * 1024 * 1024  # bytes
END_WITHIN = 1024  # bytes at the end of a file, where readers look for its last mark


def file_name(publication, uploaded_name):
    """A name that nobody can guess and that says nothing of the uploader's machine."""
    return str(PurePath("publications", f"{get_random_string(24)}.pdf"))


def validate_pdf(file):
    """What the file holds counts, not what it is called: it begins and ends as a PDF does.

    One that is stored already was looked at when it came, and may be away without harm to its row.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("Die Datei ist größer als %(megabytes)d MB."),
            "too-large",
            {"megabytes": LARGEST_FILE // 1024 // 1024},
        )
    file.seek(0)
    beginning = file.read(5)
    file.seek(max(0, file.size - END_WITHIN))
    ending = file.read()
    file.seek(0)
    if beginning != b"%PDF-" or b"%%EOF" not in ending:
        raise ValidationError(_("Das ist keine PDF-Datei, oder sie ist unvollständig."), "no-pdf")


class PublicationQuerySet(CatalogueQuerySet):
    searched = (*CatalogueQuerySet.searched, "name_en", "audience")


class Publication(CatalogueItem):
    moves_data_version = True

    class Kind(models.TextChoices):
        STUDY = "study", _("Studie")
        WHITE_PAPER = "white-paper", _("Whitepaper")
        GUIDE = "guide", _("Leitfaden")
        STANDARD = "standard", _("Norm")
        REPORT = "report", _("Bericht")
        STRATEGY_PAPER = "strategy-paper", _("Strategiepapier")
        WORKING_PAPER = "working-paper", _("Arbeitspapier")
        SURVEY = "survey", _("Umfrage")
        STATISTICS = "statistics", _("Statistik")
        USE_CASES = "use-cases", _("Anwendungsbeispiele")
        SELF_ASSESSMENT = "self-assessment", _("Selbsttest")
        TOOLBOX = "toolbox", _("Werkzeugkasten")
        DASHBOARD = "dashboard", _("Dashboard")
        MAGAZINE = "magazine", _("Magazin")
        MAGAZINE_ARTICLE = "magazine-article", _("Magazinbeitrag")
        BLOG_ARTICLE = "blog-article", _("Blogbeitrag")
        INTERVIEW = "interview", _("Interview")
        PODCAST = "podcast", _("Podcast")

    name_en = LineColumn(
        _("Englischer Titel"), max_length=200, blank=True, help_text=_("Wenn es eine englische Ausgabe gibt.")
    )
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices, blank=True)
    year = models.PositiveSmallIntegerField(
        _("Jahr"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    file = models.FileField(
        _("Datei (PDF)"), upload_to=file_name, blank=True, max_length=200, validators=[validate_pdf]
    )
    link = LineColumn(_("oder Adresse"), max_length=500, blank=True, validators=[validate_web_address])
    publisher = LineColumn(_("Herausgeber"), max_length=200, blank=True)
    languages = models.CharField(_("Sprachen"), max_length=10, choices=Languages.choices, blank=True)
    audience = LineColumn(_("Für wen, im Wortlaut"), max_length=200, blank=True)
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="publications", verbose_name=_("Zielgruppen")
    )
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="publications", verbose_name=_("Branchen")
    )
    offers = models.ManyToManyField(
        Offer,
        blank=True,
        related_name="publications",
        verbose_name=_("Unterlage zu Angeboten"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Publikation")
        verbose_name_plural = _("Publikationen")
        permissions = [("publish_publication", _("Publikationen veröffentlichen und zurückziehen"))]
        ordering = [models.F("year").desc(nulls_last=True), "name"]
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(file="") | models.Q(link=""),
                name="publication_is_a_file_or_a_link",
                violation_error_message=_("Bitte nicht zugleich eine Datei und eine Adresse angeben."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("offers:publication-detail", args=[self.slug])

    @property
    def title(self):
        """The title for the reader's language: a `Text`."""
        english = (get_language() or "de").startswith("en") and self.name_en
        return Text(self.name_en, "en") if english else Text(self.name, "de")

    @property
    def file_size(self):
        """Bytes of the file; None where there is none."""
        try:
            return self.file.size if self.file else None
        except OSError:
            return None

    @property
    def link_host(self):
        return host_of(self.link)
