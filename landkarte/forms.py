"""Forms that visitors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from landkarte.models import Report
from machinery.form_fields import LegibleField, MailboxField
from machinery.texts import validate_characters

SHORTEST_TEXT, LONGEST_TEXT, LONGEST_PAGE = 10, 2000, 500


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


class ReportForm(forms.Form):
    """What is wrong with an entry. Errors say what to do; the page links them to their fields."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie einen Grund.")},
    )
    text = LongText(
        label=_("Bitte beschreiben Sie es"),
        help_text=_("Was ist falsch, und was wäre richtig? Woran können wir das sehen?"),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Bitte beschreiben Sie, was nicht stimmt."),
            "min_length": _("Bitte schreiben Sie mindestens %(limit_value)d Zeichen."),
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )
    email = email_field(_("E-Mail-Adresse"), hint=_("Nur für Rückfragen zu dieser Meldung."))
    email.required = False


class BarrierForm(forms.Form):
    """What keeps somebody from using a page: which page it is may stand there in any words."""

    use_required_attribute = False

    text = LongText(
        label=_("Welche Barriere haben Sie gefunden?"),
        help_text=_("Was wollten Sie tun, und was ging nicht? Womit (Tastatur, Screenreader, Vergrößerung)?"),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Bitte beschreiben Sie die Barriere."),
            "min_length": _("Bitte schreiben Sie mindestens %(limit_value)d Zeichen."),
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )
    page = line(
        _("Auf welcher Seite?"),
        required=False,
        longest=LONGEST_PAGE,
        hint=_("Die Adresse oder der Name der Seite."),
    )
    email = email_field(_("E-Mail-Adresse"), hint=_("Wenn Sie eine Antwort wünschen."))
    email.required = False
