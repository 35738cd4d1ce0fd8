"""Form fields for what people type: lines of text and addresses of mailboxes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.mailboxes import INVALID, one_spelling, validate_mailbox
from machinery.texts import legible, validate_characters


class LegibleField(forms.CharField):
    """A text without signs that nobody sees; one that holds nothing else is empty."""

    def to_python(self, value):
        return super().to_python(legible(value) if isinstance(value, str) else value)


class MailboxInput(forms.TextInput):
    """Where an address is typed: a line of text with the keyboard for addresses. Chromium turns what is typed
    into `<input type="email">` into another house before it sends it: "straße" into "strasse"."""

    def __init__(self, attrs=None):
        usual = {
            "inputmode": "email",
            "autocomplete": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        super().__init__(usual | (attrs or {}))


class MailboxField(forms.EmailField):
    """The address of a mailbox, in its one spelling."""

    widget = MailboxInput
    default_validators = [validate_mailbox]
    default_error_messages = {"invalid": INVALID}

    def to_python(self, value):
        text = super().to_python(value)
        return one_spelling(text) if text else text


class LongText(LegibleField):
    """Text of several lines, in which a line break counts as one character, as the browser counts it."""

    widget = forms.Textarea
    default_validators = [validate_characters]

    def to_python(self, value):
        text = super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))
        return text.strip() if self.strip else text

    def widget_attrs(self, widget):
        return {}  # a length limit in the browser would cut what somebody pastes without a word


def line(label, *, required, longest, missing="", hint="", autocomplete=""):
    """A line of text that a visitor types."""
    field = LegibleField(
        label=label,
        required=required,
        max_length=longest,
        help_text=hint,
        validators=[validate_characters],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete} if autocomplete else {}),
        error_messages={
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        }
        | ({"required": missing} if missing else {}),
    )
    field.widget.attrs.pop("maxlength", None)  # a limit in the browser would cut without a word
    return field


def email_field(label, *, hint=""):
    return MailboxField(
        label=label,
        help_text=hint,
        max_length=254,
        error_messages={"required": _("Bitte geben Sie Ihre E-Mail-Adresse an.")},
    )
