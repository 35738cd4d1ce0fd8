"""What saved minutes add up to in a year, with every assumption in sight."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEEKS = 46  # of 52: holidays, public holidays and illness taken off
_number = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?", re.ASCII)


class NumberField(forms.CharField):
    """`12,5` or `12.5` -> Decimal. One mark with at most two digits after it: `1.000` could mean either."""

    default_error_messages = {
        "invalid": _("Bitte geben Sie eine Zahl an, zum Beispiel 20 oder 12,5."),
        "range": _("Bitte geben Sie eine Zahl zwischen %(lowest)s und %(highest)s an."),
    }

    def __init__(self, *, lowest, highest, **kwargs):
        self.lowest, self.highest = lowest, highest
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        if not _number.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        number = Decimal(text.replace(",", "."))
        if not self.lowest <= number <= self.highest:
            limits = {"lowest": self.lowest, "highest": self.highest}
            raise ValidationError(self.error_messages["range"], "range", limits)
        return number

    def widget_attrs(self, widget):
        limits = {"data-lowest": self.lowest, "data-highest": self.highest}
        return {"inputmode": "decimal", "autocomplete": "off", **limits}


@dataclass(frozen=True)
class Savings:
    """Hours and euros a year; `euros` is None without an hourly rate."""

    minutes: Decimal
    cases: Decimal
    weeks: Decimal
    rate: Decimal | None

    @property
    def hours(self):
        return self._whole(self.minutes * self.cases * self.weeks / 60)

    @property
    def euros(self):
        if self.rate is None:
            return None
        return self._whole(self.minutes * self.cases * self.weeks * self.rate / 60)

    @staticmethod
    def _whole(number):
        return number.quantize(Decimal(1), ROUND_HALF_UP)


class SavingsForm(forms.Form):
    use_required_attribute = False

    minutes = NumberField(label=_("Minuten, die Sie je Fall sparen"), lowest=1, highest=480)
    cases = NumberField(label=_("Fälle in der Woche"), lowest=1, highest=5000)
    rate = NumberField(label=_("Euro je Arbeitsstunde"), lowest=1, highest=500)
    weeks = NumberField(label=_("Arbeitswochen im Jahr"), lowest=1, highest=52)

    def clean(self):
        values = super().clean()
        for name in self.fields:
            if len(set(self.data.getlist(name))) > 1 and name not in self.errors:
                self.add_error(name, _("Bitte geben Sie hier nur eine Zahl an."))
        return values

    @property
    def savings(self):
        """The `Savings` as far as enough is known, else None."""
        values = self.cleaned_data if self.is_valid() else {}
        if not (values.get("minutes") and values.get("cases")):
            return None
        return Savings(values["minutes"], values["cases"], values["weeks"] or Decimal(WEEKS), values["rate"])

    def parameters(self):
        """What is filled in and right, as an address says it."""
        texts = {name: self.data.get(name, "").strip() for name in self.fields}
        return {name: text for name, text in texts.items() if text and name not in self.errors}
