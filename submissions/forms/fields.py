"""The fields of the form, one for each thing that an entry says; nothing here demands an answer."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry, Focus, Industry, Region
from landkarte.models.entry_fields import BY_COLUMN
from machinery.form_fields import LegibleField, LongText, line
from machinery.web_addresses import validate_web_address

LONGEST_RELATION = 2000
MOST_INDUSTRIES, MOST_FOCUSES = 5, 6
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y"]


class Address(LegibleField):
    """A web address, as people type it: without https:// as well."""

    default_validators = [validate_web_address]

    def to_python(self, value):
        text = super().to_python(value)
        return f"https://{text}" if text and "://" not in text else text


class Degrees(forms.FloatField):
    """Degrees of latitude or longitude, with a point or a comma."""

    widget = forms.TextInput

    def to_python(self, value):
        number = super().to_python(str(value or "").strip().replace(",", "."))
        return None if number is None else round(number, 6)  # a tenth of a metre


class Terms(forms.ModelMultipleChoiceField):
    """Some words of a vocabulary; of the retired ones those that were chosen before."""

    def __init__(self, model, most, *, label, help_text, too_many):
        super().__init__(
            model.objects.all(),
            to_field_name="slug",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=label,
            help_text=help_text,
        )
        self.most, self.too_many = most, too_many

    def clean(self, value):
        known = set(self.queryset.values_list("slug", flat=True))
        terms = super().clean([slug for slug in value or [] if slug in known])
        if len(terms) > self.most:
            raise ValidationError(self.too_many, "too-many", {"most": self.most})
        return terms

    def offer(self, chosen):
        self.queryset = self.queryset.model.objects.filter(
            retired=False
        ) | self.queryset.model.objects.filter(slug__in=[slug for slug in chosen if isinstance(slug, str)])


def text(label, longest, *, hint="", rows=4):
    return LongText(
        label=label,
        help_text=hint,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )


def day(label):
    return forms.DateField(
        label=label,
        help_text=_("Zum Beispiel 01.03.2026"),
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Bitte geben Sie einen Tag an, zum Beispiel 01.03.2026.")},
    )


def degrees(label, farthest):
    message = _("Bitte geben Sie eine Zahl in Grad an, zum Beispiel 51,1.")
    limits = [MinValueValidator(-farthest, message), MaxValueValidator(farthest, message)]
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return Degrees(
        label=label, required=False, widget=widget, validators=limits, error_messages={"invalid": message}
    )


def founded(label):
    message = _("Bitte geben Sie ein Jahr zwischen 1000 und 2100 an.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
    )


def website(label):
    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"})
    field = Address(label=label, required=False, max_length=500, widget=widget)
    field.widget.attrs.pop("maxlength")  # a limit in the browser would cut without a word
    return field


def postal_code(label):
    field = line(label, required=False, longest=5, autocomplete="postal-code")
    field.widget.attrs["inputmode"] = "numeric"
    message = _("Eine Postleitzahl hat fünf Ziffern.")
    field.validators = [RegexValidator(r"^[0-9]{5}\Z", message)]
    return field


def choice(label, choices, *, empty, widget=None):
    return forms.ChoiceField(
        label=label, choices=[("", empty), *choices], required=False, widget=widget or forms.Select
    )


def municipality(label, suggested):
    """All municipalities, those that may be meant first."""
    names = list(Region.objects.municipalities().order_by("name").values_list("ags", "name"))
    first = [(_("Vielleicht meinen Sie"), suggested)]
    groups = [*(first if suggested else []), (_("Alle Gemeinden"), names)]
    field = choice(label, groups, empty=_("ergibt sich aus dem Ort"))
    field.help_text = _("Finden wir selbst; hier können Sie sie ändern.")
    return field


def industries():
    return Terms(
        Industry,
        MOST_INDUSTRIES,
        label=_("Branchen"),
        help_text=_("Wem hilft es? Höchstens fünf; weniger ist genauer."),
        too_many=_("Bitte wählen Sie höchstens %(most)d Branchen."),
    )


def focuses():
    return Terms(
        Focus,
        MOST_FOCUSES,
        label=_("KI-Schwerpunkte"),
        help_text=_("Welche Art von KI steckt darin? Höchstens sechs."),
        too_many=_("Bitte wählen Sie höchstens %(most)d Schwerpunkte."),
    )


# What asks in another way than its type alone would, by name.
SPECIAL = {
    "ai_relation": lambda label: text(label, LONGEST_RELATION, rows=5),
    "founded": founded,
    "industries": lambda label: industries(),
    "focuses": lambda label: focuses(),
    "website": website,
    "logo": lambda label: forms.CharField(required=False, widget=forms.HiddenInput),
    "street": lambda label: line(label, required=False, longest=200, autocomplete="address-line1"),
    "postal_code": postal_code,
    "city": lambda label: line(label, required=False, longest=100, autocomplete="address-level2"),
    "latitude": lambda label: degrees(label, 90),
    "longitude": lambda label: degrees(label, 180),
    "precision": lambda label: choice(label, Entry.Precision.choices, empty=_("noch kein Punkt")),
}


def field_of(name, label, *, suggested):
    """The form field for one thing that an entry says."""
    if name == "ags":
        return municipality(label, suggested)
    return SPECIAL[name](label) if name in SPECIAL else by_type(BY_COLUMN[name], label)


def by_type(field, label):
    """The form field that the type of an `EntryField` asks for; TypeError where that does not say which."""
    if field.choices:
        return choice(label, field.choices, empty=_("keine Angabe"))
    if field.is_day:
        return day(label)
    if not field.is_typed:
        raise TypeError(f"How does the form ask for {field.name}?")
    longest, hint = field.model_field.max_length, field.model_field.help_text
    if field.is_long:
        return text(label, longest, hint=hint)
    return line(label, required=False, longest=longest, hint=hint)
