"""Forms of the page of members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.form_fields import MailboxField, MailboxInput
from submissions.models import Role

TRANSFER = "transfer"
ROLES = [
    (Role.EDITOR.value, _("Bearbeitung: legt Einträge an und ändert sie")),
    (Role.ADMIN.value, _("Verwaltung: entscheidet außerdem, wer Mitglied ist")),
]


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    use_required_attribute = False

    email = MailboxField(
        label=_("E-Mail-Adresse"),
        help_text=_("Nur wer diese Adresse bestätigt hat, kann annehmen. Die Einladung gilt 14 Tage."),
        max_length=254,
        widget=MailboxInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Bitte geben Sie eine E-Mail-Adresse an."),
        },
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[
            *ROLES,
            (TRANSFER, _("Verwaltung übergeben: übernimmt sie von Ihnen; Sie bearbeiten weiter mit")),
        ],
        initial=Role.EDITOR.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie eine Rolle."),
            "invalid_choice": _("Bitte wählen Sie eine Rolle."),
        },
    )


class RoleForm(forms.Form):
    """Which role a member has from now on."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie eine Rolle."),
            "invalid_choice": _("Bitte wählen Sie eine Rolle."),
        },
    )
