"""What somebody answered: where they stand, which industry, which place. Read from an address and written
to one."""

from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from landkarte.models import Industry, Region
from landkarte.models.vocabulary import meanings, slugs_meaning
from landkarte.query import gazetteer
from landkarte.query.fields import PointField
from landkarte.query.gazetteer import Spot, written

LONGEST_PLACE = 100  # characters


class Stage(models.TextChoices):
    CURIOUS = "curious", _("Ich möchte verstehen, was KI bringt")
    USE_CASES = "use-cases", _("Ich suche Einsatzfelder im Betrieb")
    USE_CASE = "use-case", _("Ich habe einen Anwendungsfall")
    IMPLEMENT = "implement", _("Ich möchte eine Lösung umsetzen")
    EXCHANGE = "exchange", _("Ich möchte mich austauschen")


@dataclass(frozen=True)
class Answers:
    stage: str = ""
    industry: Industry | None = None
    spot: Spot | None = None  # always with a point
    is_area: bool = (
        False  # a place without a middle of its own, such as a Kreis: the point is that of its towns
    )

    @cached_property
    def industry_slugs(self):
        """The industry and the retired ones that mean it today."""
        return slugs_meaning([self.industry], meanings(Industry)) if self.industry else set()

    @cached_property
    def ags(self):
        """The official key of the place; of a part of a town, that of the nearest municipality."""
        if not self.spot:
            return ""
        return self.spot.ags or gazetteer.municipality_at(self.spot.point)

    @property
    def words(self):
        """What is answered, as people say it."""
        stage = Stage(self.stage).label if self.stage else ""
        industry = self.industry.name if self.industry else ""
        return [str(word) for word in (stage, industry, self.spot.label if self.spot else "") if word]

    def parameters(self):
        """The answers as an address says them: nothing that somebody typed is in it."""
        values = {"stage": self.stage, "industry": self.industry.slug if self.industry else ""}
        if self.spot:
            values |= {"region": self.spot.ags} if self.spot.ags else {"near": written(self.spot.point)}
        return {name: value for name, value in values.items() if value}

    def state(self):
        """The same, as the address of a result says it: one answer is there, and be it an open one."""
        return self.parameters() or {"stage": ""}

    def said(self):
        """Industry and place as the pages and forms of offers take them."""
        values = {"industry": self.industry.slug if self.industry else ""}
        values["place"] = self.spot.label if self.spot else ""
        return {name: value for name, value in values.items() if value}


class OneField(forms.ChoiceField):
    """One value or none; two values of one question are no answer."""

    default_error_messages = {
        "invalid_choice": _("Diese Antwort gibt es hier nicht. Bitte wählen Sie eine der angebotenen.")
    }


class IndustryField(OneField):
    """Slug of an industry -> the `Industry`; one that was replaced counts as what replaced it."""

    def __init__(self, **kwargs):
        super().__init__(choices=self._choices, **kwargs)

    def _choices(self):
        offered = Industry.objects.filter(retired=False)
        return [("", _("Das lasse ich offen")), *((term.slug, term.name) for term in offered)]

    def clean(self, value):
        slug = self.to_python(value)
        if not slug:
            return None
        known = {term.slug: term for term in Industry.objects.select_related("replaced_by")}
        if slug not in known:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return known[slug].current


class AnswersForm(forms.Form):
    """The three questions. Each may stay open; a wrong answer is said, never guessed."""

    use_required_attribute = False

    stage = OneField(
        label=_("Wo stehen Sie?"),
        choices=[*Stage.choices, ("", _("Das weiß ich noch nicht"))],
        widget=forms.RadioSelect,
        required=False,
    )
    industry = IndustryField(label=_("In welcher Branche?"), required=False)
    place = forms.CharField(
        label=_("Wo?"),
        help_text=_("Stadt, Gemeinde, Kreis oder Stadtteil in Nordrhein-Westfalen"),
        max_length=LONGEST_PLACE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Ein Ort hat höchstens %(limit_value)d Zeichen.")},
    )
    region = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    near = PointField(required=False, widget=forms.HiddenInput)

    @classmethod
    def is_answered(cls, data):
        """Whether an address holds answers, open ones included."""
        return not cls.base_fields.keys().isdisjoint(data)

    def clean(self):
        values = super().clean()
        for name in self.fields:
            if len(set(self.data.getlist(name))) > 1 and name not in self.errors:
                self.add_error(name, _("Bitte geben Sie hier nur eine Antwort."))
        for name in ("region", "near"):  # the place in other words: what is wrong stands at the place
            for message in self.errors.pop(name, []):
                self.add_error("place", message)
        return values

    def clean_place(self):
        """The typed name -> the best `Spot` of that name, or None for no name."""
        text = self.cleaned_data["place"]
        if not text:
            return None
        spot = next(iter(gazetteer.find(text, 1)), None)
        if spot is None:
            raise ValidationError(_("Einen Ort „%(place)s“ kennen wir nicht.") % {"place": text}, "unknown")
        return spot

    def clean_region(self):
        key = self.cleaned_data["region"]
        if not key:
            return None
        region = Region.objects.filter(ags=key).first()
        if region is None:
            raise ValidationError(_("Eine Region mit diesem Schlüssel gibt es nicht."), "unknown")
        return None if region.level == Region.Level.STATE else gazetteer.spot_of(region)

    def clean_near(self):
        point = self.cleaned_data["near"]
        if not point:
            return None
        spot = gazetteer.spot_at(point)
        if spot is None:
            raise ValidationError(_("Dieser Punkt liegt nicht in Nordrhein-Westfalen."), "far-away")
        return spot

    @property
    def answers(self):
        """What is answered, of a right form; what was typed goes before what the address already had."""
        values = self.cleaned_data
        spot = values["place"] or values["near"] or values["region"]
        is_area = bool(spot and not spot.point)
        if is_area:
            point = gazetteer.middle_of(spot.ags)
            spot = replace(spot, point=point) if point else None
        return Answers(values["stage"], values["industry"], spot, is_area and spot is not None)
