"""What all of the catalogue has: names, texts, when it is public, and how it is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte import search
from landkarte.models import Term
from machinery.model_fields import LineColumn, TextColumn
from machinery.models import Scheduled, ScheduledQuerySet
from machinery.translated import Translated
from machinery.web_addresses import hosts_of


class Format(Term):
    """What kind of thing an offer or an event is: a workshop, a talk, a conference."""

    moves_data_version = True

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("Format")
        verbose_name_plural = _("Formate")


class Audience(Term):
    """Whom something is for."""

    moves_data_version = True

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("Zielgruppe")
        verbose_name_plural = _("Zielgruppen")


class Mode(models.TextChoices):
    ON_SITE = "on-site", _("vor Ort")
    ONLINE = "online", _("online")
    BOTH = "both", _("vor Ort und online")


class Languages(models.TextChoices):
    GERMAN = "de", _("Deutsch")
    ENGLISH = "en", _("Englisch")
    BOTH = "de,en", _("Deutsch und Englisch")


class CatalogueQuerySet(ScheduledQuerySet):
    searched = ("name", "summary_de", "summary_en")

    def search(self, text):
        """Rows whose name or texts hold all words of the text, folded as the map's search folds them.

        The catalogue has hundreds of rows, not millions: they are looked through here, not in SQL.
        """
        needles = search.needles(text)
        lines = self.values_list("pk", *self.searched)
        found = [
            pk for pk, *texts in lines if needles and all(n in search.searchable(*texts) for n in needles)
        ]
        return self.filter(pk__in=found)


class CatalogueItem(Scheduled):
    """What all of the catalogue has. A fact that no source states stays empty: pages leave it out."""

    slug = models.SlugField(_("Adressteil"), max_length=80, unique=True)
    name = LineColumn(_("Name"), max_length=200)
    summary_de = TextColumn(_("Kurztext (deutsch)"), blank=True, max_length=1000)
    summary_en = TextColumn(_("Kurztext (englisch)"), blank=True, max_length=1000)
    source = LineColumn(
        _("Quelle"), max_length=500, blank=True, help_text=_("Mehrere durch Semikolon getrennt.")
    )

    summary = Translated()

    objects = CatalogueQuerySet.as_manager()
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            *Scheduled.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(slug=""), name="%(class)s_has_name_and_slug"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def source_host(self):
        """The hosts of the sources, or "" when none is a web address."""
        return hosts_of(self.source)
