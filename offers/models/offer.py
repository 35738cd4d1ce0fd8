"""What KI.NRW offers to companies, placed on their way to AI, and what comes after each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, IntegerField, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landkarte.models import Industry
from landkarte.query.filters import EntryFilter
from machinery.mailboxes import in_link
from machinery.model_fields import LineColumn, MailboxColumn, TextColumn
from machinery.translated import Translated
from machinery.web_addresses import validate_web_address
from offers.models.catalogue import Audience, CatalogueItem, CatalogueQuerySet, Format, Languages, Mode


class OfferQuerySet(CatalogueQuerySet):
    def along_the_way(self):
        """From the first step to the last; within a step by `position`, and what can be asked for first."""
        steps = [When(phase=phase, then=Value(place)) for place, phase in enumerate(Offer.Phase.values)]
        place = Case(*steps, output_field=IntegerField())
        return self.order_by(place, "position", F("requestable").desc(), "name", "pk")


class Offer(CatalogueItem):
    moves_data_version = True

    class Phase(models.TextChoices):
        ENTRY = "entry", _("Einsteigen")
        IDENTIFY = "identify", _("Anwendung finden")
        DESIGN = "design", _("Gestalten")
        IMPLEMENT = "implement", _("Umsetzen")
        NETWORK = "network", _("Vernetzen")

    class Page(models.TextChoices):
        """Pages of this portal that an offer is itself."""

        MAP = "landkarte:entry-list", _("die Karte")
        EVENTS = "offers:event-list", _("die Veranstaltungen")
        PUBLICATIONS = "offers:publication-list", _("die Publikationen")
        FUNDING = "offers:funding-list", _("die Förderprogramme")
        FLAGSHIPS = "flagships:flagship-list", _("die Flagships")

    phase = models.CharField(_("Phase"), max_length=20, choices=Phase.choices)
    position = models.PositiveSmallIntegerField(_("Stelle in der Phase"), default=0)
    format = models.ForeignKey(
        Format, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name=_("Format")
    )
    audience = LineColumn(_("Für wen, im Wortlaut"), max_length=200, blank=True)
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="offers", verbose_name=_("Zielgruppen")
    )
    industries = models.ManyToManyField(
        Industry,
        blank=True,
        related_name="offers",
        verbose_name=_("Branchen"),
        help_text=_("Keine: für alle Branchen."),
    )
    duration = LineColumn(_("Dauer"), max_length=80, blank=True)
    cost = LineColumn(_("Kosten"), max_length=80, blank=True)
    mode = models.CharField(_("Vor Ort oder online"), max_length=10, choices=Mode.choices, blank=True)
    place = LineColumn(_("Wo"), max_length=200, blank=True)
    languages = models.CharField(_("Sprachen"), max_length=10, choices=Languages.choices, blank=True)
    take_home_de = TextColumn(_("Was Sie mitnehmen (deutsch)"), blank=True, max_length=1000)
    take_home_en = TextColumn(_("Was Sie mitnehmen (englisch)"), blank=True, max_length=1000)
    prerequisites_de = TextColumn(_("Voraussetzungen (deutsch)"), blank=True, max_length=1000)
    prerequisites_en = TextColumn(_("Voraussetzungen (englisch)"), blank=True, max_length=1000)
    contact_name = LineColumn(_("Ansprechperson"), max_length=200, blank=True)
    contact_email = MailboxColumn(_("E-Mail-Adresse"), blank=True)
    contact_phone = LineColumn(_("Telefon"), max_length=40, blank=True)
    website = LineColumn(_("Website"), max_length=500, blank=True, validators=[validate_web_address])
    leads_to = models.CharField(
        _("Seite dieses Portals"),
        max_length=40,
        choices=Page.choices,
        blank=True,
        help_text=_("Wenn das Angebot selbst eine Seite ist."),
    )
    requestable = models.BooleanField(_("kann angefragt werden"), default=False)

    take_home = Translated()
    prerequisites = Translated()

    objects = OfferQuerySet.as_manager()

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        permissions = [("publish_offer", _("Angebote veröffentlichen und zurückziehen"))]
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(phase__in=["entry", "identify", "design", "implement", "network"]),
                name="offer_phase_is_known",
            ),
        ]

    @property
    def contact_link(self):
        """The address of the contact as it stands behind "mailto:"."""
        return in_link(self.contact_email)

    def get_absolute_url(self):
        return reverse("offers:offer-detail", args=[self.slug])


def validate_query(text):
    """Refuses what is no query of the map, such as `kind=company&industry=crafts`."""
    query = EntryFilter(QueryDict(text))
    unknown = QueryDict(text).keys() - EntryFilter.base_filters.keys()
    if unknown or not query.is_valid():
        raise ValidationError(_("Das ist keine Suche der Karte: %(text)s") % {"text": text}, "no-query")


class NextStep(models.Model):
    """What comes after an offer: another offer, or entries of the map."""

    moves_data_version = True

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="steps", verbose_name=_("nach"))
    position = models.PositiveSmallIntegerField(_("Stelle"), default=0)
    next_offer = models.ForeignKey(
        Offer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="previous_steps",
        verbose_name=_("nächstes Angebot"),
    )
    query = models.CharField(
        _("oder Suche auf der Karte"),
        max_length=500,
        blank=True,
        validators=[validate_query],
        help_text=_("Zum Beispiel kind=company&kind=product. Branche und Ort wählen die Leute selbst."),
    )
    label_de = LineColumn(_("Text (deutsch)"), max_length=200, blank=True)
    label_en = LineColumn(_("Text (englisch)"), max_length=200, blank=True)

    label = Translated()

    class Meta:
        verbose_name = _("nächster Schritt")
        verbose_name_plural = _("nächste Schritte")
        ordering = ["offer", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_offer__isnull=False, query="")
                | (models.Q(next_offer=None) & ~models.Q(query="") & ~models.Q(label_de="")),
                name="next_step_is_an_offer_or_a_named_query",
                violation_error_message=_(
                    "Ein nächster Schritt ist entweder ein Angebot oder eine Suche mit deutschem Text."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(next_offer=models.F("offer")),
                name="next_step_leads_on",
                violation_error_message=_("Ein Angebot kann nicht auf sich selbst folgen."),
            ),
            models.UniqueConstraint(
                fields=["offer", "position"],
                name="next_step_has_its_place",
                violation_error_message=_("Diese Stelle ist schon besetzt."),
            ),
        ]

    def __str__(self):
        return str(self.next_offer or self.label)
