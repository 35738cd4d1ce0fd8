"""What a change of many entries asks for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from landkarte.models import Focus, Industry

LONGEST_KEY = 18  # digits
VOCABULARIES = {"industries": Industry, "focuses": Focus}
ADD, REMOVE, REPLACE, SET = "add", "remove", "replace", "set"
MODES = [
    (ADD, _("hinzufügen: zu denen, die ein Eintrag schon hat")),
    (REMOVE, _("entfernen")),
    (REPLACE, _("ersetzen: durch einen anderen Begriff, wo ein Eintrag einen davon hat")),
    (SET, _("genau diese setzen: alle anderen entfallen")),
]


class SmallKeys:
    """A key that no database can hold is one that there is not."""

    def clean(self, value):
        keys = value if isinstance(value, list | tuple) else [value]
        if any(len(str(key)) > LONGEST_KEY for key in keys):
            raise ValidationError(_("Den gewählten Begriff gibt es nicht mehr."), "invalid_choice")
        return super().clean(value)


class Terms(SmallKeys, forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class OneTerm(SmallKeys, forms.ModelChoiceField):
    pass


class TermsForm(forms.Form):
    """Which terms, and what about them; `options()` is what `desk.bulk.actions` reads."""

    vocabulary = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=[(name, model._meta.verbose_name_plural) for name, model in VOCABULARIES.items()],
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(label=_("Was soll geschehen?"), choices=MODES, widget=forms.RadioSelect)
    industries = Terms(label=_("Branchen"), queryset=Industry.objects.all(), required=False)
    focuses = Terms(label=_("KI-Schwerpunkte"), queryset=Focus.objects.all(), required=False)
    industries_by = OneTerm(
        label=_("ersetzen durch"),
        queryset=Industry.objects.filter(retired=False),
        required=False,
        empty_label="–",
    )
    focuses_by = OneTerm(
        label=_("ersetzen durch"),
        queryset=Focus.objects.filter(retired=False),
        required=False,
        empty_label="–",
    )

    def clean(self):
        values = super().clean()
        name, mode = values.get("vocabulary"), values.get("mode")
        if not name or not mode or name in self.errors:
            return values
        terms = values.get(name)
        if not terms and mode != SET:
            self.add_error(name, _("Bitte wählen Sie mindestens einen Begriff."))
        if mode in (ADD, SET) and terms and terms.filter(retired=True).exists():
            self.add_error(name, _("Ein Begriff, der nicht mehr verwendet wird, kommt zu keinem Eintrag."))
        if mode == REPLACE and f"{name}_by" not in self.errors:
            self._clean_replacement(name, terms, values.get(f"{name}_by"))
        return values

    def _clean_replacement(self, name, terms, by):
        if not by:
            self.add_error(f"{name}_by", _("Bitte wählen Sie, wodurch ersetzt wird."))
        elif terms and by in terms:
            self.add_error(f"{name}_by", _("Ein Begriff kann sich nicht selbst ersetzen."))

    def options(self):
        values = self.cleaned_data
        name = values["vocabulary"]
        by = values[f"{name}_by"] if values["mode"] == REPLACE else None
        return {
            "vocabulary": name,
            "mode": values["mode"],
            "terms": sorted(term.pk for term in values[name]),
            "by": by.pk if by else None,
        }
