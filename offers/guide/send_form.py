"""The form of somebody who wants the result by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Nur für diesen einen Brief."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _(
                "Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@example.org."
            ),
        },
    )
