"""What somebody says who enters an organisation or claims one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.form_fields import LongText, line
from machinery.web_addresses import validate_web_address
from submissions.forms.kinds import WORDS

LONGEST_MESSAGE = 2000
KINDS = [(kind.value, words.entering) for kind, words in WORDS.items() if words.entering]


class OrganisationForm(forms.Form):
    """The name first; what else is known helps to find the organisation, and stands in the draft."""

    use_required_attribute = False

    name = line(
        _("Name der Organisation"),
        required=True,
        longest=200,
        missing=_("Bitte nennen Sie Ihre Organisation."),
        hint=_("So, wie er auf der Karte stehen soll."),
        autocomplete="organization",
    )
    website = line(
        _("Website"),
        required=False,
        longest=500,
        hint=_("Zum Beispiel: www.example.org"),
        autocomplete="url",
    )
    city = line(
        _("Ort"),
        required=False,
        longest=100,
        hint=_("Wo in Nordrhein-Westfalen Sie sitzen."),
        autocomplete="address-level2",
    )
    kind = forms.ChoiceField(
        label=_("Was tragen Sie ein?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie, was Sie eintragen."),
            "invalid_choice": _("Bitte wählen Sie, was Sie eintragen."),
        },
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def clean_website(self):
        website = self.cleaned_data["website"]
        if not website:
            return ""
        website = website if "://" in website else f"https://{website}"
        validate_web_address(website)
        return website

    def clean_seen(self):
        """The keys of the entries that were shown already as possible duplicates."""
        keys = self.cleaned_data["seen"].split(",")
        return sorted(int(key) for key in keys if key.isascii() and key.isdecimal())


class ClaimForm(forms.Form):
    """Why the entry is theirs: without evidence in a few words, which staff read."""

    use_required_attribute = False

    message = LongText(
        label=_("Woran können wir sehen, dass Sie für diese Organisation sprechen?"),
        help_text=_("Zum Beispiel Ihre Funktion und eine Seite, auf der Sie genannt sind."),
        min_length=10,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Bitte schreiben Sie kurz, woran wir das sehen können."),
            "min_length": _("Bitte schreiben Sie mindestens %(limit_value)d Zeichen."),
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )
    authorised = forms.BooleanField(
        label=_("Ich darf für diese Organisation sprechen."),
        error_messages={
            "required": _("Bitte bestätigen Sie, dass Sie für die Organisation sprechen dürfen.")
        },
    )

    def __init__(self, *args, has_evidence=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].required = not has_evidence


class ObjectionForm(forms.Form):
    """Why the present owner does not agree; staff read it."""

    use_required_attribute = False

    text = LongText(
        label=_("Was spricht dagegen?"),
        help_text=_("Nur die Redaktion liest das."),
        min_length=10,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Bitte schreiben Sie kurz, was dagegen spricht."),
            "min_length": _("Bitte schreiben Sie mindestens %(limit_value)d Zeichen."),
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )
