"""The editable vocabularies that describe entries: industries and AI focuses."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from machinery.model_fields import LineColumn, TextColumn
from machinery.translated import Translated


class Term(models.Model):
    """A word of a vocabulary; addresses that name a retired one lead to what replaced it."""

    slug = models.SlugField(_("Kürzel"), unique=True, help_text=_("Steht in Adressen; bleibt, wie es ist."))
    name_de = LineColumn(_("Name (deutsch)"), max_length=80)
    name_en = LineColumn(_("Name (englisch)"), max_length=80)
    definition_de = TextColumn(_("Erklärung (deutsch)"), blank=True)
    definition_en = TextColumn(_("Erklärung (englisch)"), blank=True)
    position = models.PositiveSmallIntegerField(_("Stelle in der Liste"), default=0)
    retired = models.BooleanField(_("nicht mehr verwenden"), default=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ersetzt durch")
    )

    name = Translated()
    definition = Translated()

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | models.Q(retired=True),
                name="%(class)s_replaced_means_retired",
                violation_error_message=_(
                    "Nur ein Begriff, der nicht mehr verwendet wird, hat einen Ersatz."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(replaced_by=models.F("pk")),
                name="%(class)s_not_replaced_by_itself",
                violation_error_message=_("Ein Begriff kann sich nicht selbst ersetzen."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name_de="") & ~models.Q(name_en=""), name="%(class)s_has_names"
            ),
        ]

    def __str__(self):
        return str(self.name)

    def clean(self):
        """What replaces a term is in use itself, or replaced by what is: no circles, no chains."""
        super().clean()
        if self.replaced_by and self.replaced_by != self:
            self.replaced_by = self.replaced_by.current
            if self.replaced_by == self:
                raise ValidationError(
                    {"replaced_by": _("Dieser Ersatz ist selbst durch diesen Begriff ersetzt.")}, "circle"
                )

    @property
    def current(self):
        """This term, or what has replaced it (over any number of steps)."""
        seen, term = {self.pk}, self
        while term.replaced_by and term.replaced_by_id not in seen:
            term = term.replaced_by
            seen.add(term.pk)
        return term


def meanings(model):
    """Slug of each retired term of this vocabulary that was replaced -> slug of what it means today."""
    replaced = model.objects.exclude(replaced_by=None).select_related("replaced_by")
    return {term.slug: term.current.slug for term in replaced}


def slugs_meaning(terms, meanings):
    """Slugs of these terms and of all retired ones that mean one of them today (see `meanings`)."""
    asked = {term.slug for term in terms}
    return asked | {old for old, new in meanings.items() if new in asked}


class Industry(Term):
    moves_data_version = True

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("Branche")
        verbose_name_plural = _("Branchen")


class Focus(Term):
    moves_data_version = True

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("KI-Schwerpunkt")
        verbose_name_plural = _("KI-Schwerpunkte")
