"""Form fields for what people type: lines of text and addresses of mailboxes."""

from django import forms

from machinery.mailboxes import INVALID, one_spelling, validate_mailbox
from machinery.texts import legible


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
