"""Columns for what people type: whoever writes them, by form, file, verb or update, the rule holds.

Migrations know them as Django's own fields, which they are for the database.
"""

from django.db import models

from machinery.form_fields import LegibleField, MailboxField, MailboxInput
from machinery.mailboxes import one_spelling, validate_mailbox
from machinery.texts import legible


class OneSpelling:
    """A column whose texts are brought into one spelling on their way in, and in lookups."""

    form_field = LegibleField
    spelled = staticmethod(legible)
    known_as = ""  # to migrations

    def to_python(self, value):
        value = super().to_python(value)
        return self.spelled(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        """What is saved is what the instance says from then on."""
        value = super().pre_save(instance, add)
        if not isinstance(value, str):
            return value
        spelled = self.spelled(value)
        if spelled != value:
            setattr(instance, self.attname, spelled)
        return spelled

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.form_field, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, self.known_as, args, kwargs


class LineColumn(OneSpelling, models.CharField):
    """A line of text."""

    known_as = "django.db.models.CharField"


class TextColumn(OneSpelling, models.TextField):
    """A text of any length."""

    known_as = "django.db.models.TextField"


class MailboxColumn(OneSpelling, models.EmailField):
    """The address of a mailbox."""

    default_validators = [validate_mailbox]
    form_field = MailboxField
    spelled = staticmethod(one_spelling)
    known_as = "django.db.models.EmailField"

    def formfield(self, **kwargs):
        """In place of the widget that the administration takes for addresses; its attributes stay."""
        widget = kwargs.pop("widget", None)
        attrs = getattr(widget() if isinstance(widget, type) else widget, "attrs", {})
        return super().formfield(**kwargs, widget=MailboxInput({"autocomplete": "off"} | attrs))
