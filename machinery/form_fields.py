"""Form fields for what people type: lines of text and addresses of mailboxes."""

from django import forms

from machinery.mailboxes import INVALID, one_spelling, validate_mailbox
from machinery.texts import legible


class LegibleField(forms.CharField):
    """A text without signs that nobody sees; one that holds nothing else is empty."""

    def to_python(self, value):
        return super().to_python(legible(value) if isinstance(value, str) else value)


class MailboxField(forms.EmailField):
    """The address of a mailbox, in its one spelling."""

    default_validators = [validate_mailbox]
    default_error_messages = {"invalid": INVALID}

    def to_python(self, value):
        text = super().to_python(value)
        return one_spelling(text) if text else text
