"""What entries of one kind say and others do not: a best practice its challenge, a course its degree."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from landkarte.models.entry_fields import details
from machinery.model_fields import LineColumn, TextColumn
from machinery.periods import period_in_words
from machinery.translated import Translated

LONGEST_DETAIL = 2000  # characters


class Details(models.Model):
    class TeachingLanguages(models.TextChoices):
        GERMAN = "de", _("Deutsch")
        ENGLISH = "en", _("Englisch")
        BOTH = "de-en", _("Deutsch und Englisch")

    challenge_de = TextColumn(_("Herausforderung (deutsch)"), blank=True, max_length=LONGEST_DETAIL)
    challenge_en = TextColumn(_("Herausforderung (englisch)"), blank=True, max_length=LONGEST_DETAIL)
    solution_de = TextColumn(_("Lösung (deutsch)"), blank=True, max_length=LONGEST_DETAIL)
    solution_en = TextColumn(_("Lösung (englisch)"), blank=True, max_length=LONGEST_DETAIL)
    benefit_de = TextColumn(_("Nutzen (deutsch)"), blank=True, max_length=LONGEST_DETAIL)
    benefit_en = TextColumn(_("Nutzen (englisch)"), blank=True, max_length=LONGEST_DETAIL)
    provider = LineColumn(
        _("Umgesetzt mit"), max_length=200, blank=True, help_text=_("Wer die Lösung entwickelt hat.")
    )
    audience_de = TextColumn(_("Für wen (deutsch)"), blank=True, max_length=LONGEST_DETAIL)
    audience_en = TextColumn(_("Für wen (englisch)"), blank=True, max_length=LONGEST_DETAIL)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    partners = TextColumn(_("Partner"), blank=True, max_length=LONGEST_DETAIL, help_text=_("Einer je Zeile."))
    degree = LineColumn(_("Abschluss"), max_length=200, blank=True)
    teaching_languages = models.CharField(
        _("Unterrichtssprache"), max_length=5, choices=TeachingLanguages.choices, blank=True
    )

    challenge = Translated(_("Herausforderung"))
    solution = Translated(_("Lösung"))
    benefit = Translated(_("Nutzen"))
    audience = Translated(_("Für wen"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=models.Q(teaching_languages__in=["", "de", "en", "de-en"]),
                name="%(class)s_teaching_languages_are_known",
            ),
        ]

    def clean(self):
        super().clean()
        if wrong := self.details_of_other_kinds():
            raise ValidationError(
                {field: ValidationError(said, "other-kind") for field, said in wrong.items()}
            )

    def details_of_other_kinds(self):
        """Field -> what is wrong with it, of those that say something which this kind does not."""
        said = _("Für die Art „%(kind)s“ gibt es diese Angabe nicht.") % {"kind": self.get_kind_display()}
        others = [field.name for field in details() if not field.may_be_said_by(self.kind)]
        return {name: said for name in others if getattr(self, name)}

    @property
    def period(self):
        return period_of(self)

    @property
    def partner_names(self):
        return [name for line in self.partners.splitlines() if (name := line.strip())]

    @property
    def logo_address(self):
        """Where the public gets the logo, or "": another file has another address."""
        if not self.logo:
            return ""
        return f"{reverse('landkarte:entry-logo', args=[self.slug])}?v={self.logo_version}"

    @property
    def logo_version(self):
        return self.version_of_logo(self.logo.name)

    @staticmethod
    def version_of_logo(file_name):
        return PurePath(file_name).stem[:12]


def period_of(row):
    """When this entry, or a plain row of one, runs, by months, as far as that is known: "Oktober 2021 bis
    März 2024", or ""."""
    start, end = (date_format(day, "F Y") if day else "" for day in (row.starts_on, row.ends_on))
    return period_in_words(start, end, has_begun=bool(start) and row.starts_on <= timezone.localdate())
