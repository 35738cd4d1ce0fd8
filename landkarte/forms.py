"""Forms that visitors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from landkarte.models import Report
from machinery.form_fields import LongText, email_field, line

SHORTEST_TEXT, LONGEST_TEXT, LONGEST_PAGE = 10, 2000, 500


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
