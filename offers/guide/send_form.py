"""The form of somebody who wants the result by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.form_fields import MailboxField


class SendForm(forms.Form):
    use_required_attribute = False

    email = MailboxField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Nur für diesen einen Brief."),
        max_length=254,
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
        },
    )
