"""Forms of the catalogue that visitors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry, Industry
from machinery.form_fields import LongText, email_field, line

LONGEST_QUESTION = 2000


class EnquiryForm(forms.Form):
    """What somebody says who asks for an offer: two minutes, nothing that is not needed."""

    use_required_attribute = False

    question = LongText(
        label=_("Worum geht es?"),
        help_text=_("Was möchten Sie erreichen, wo stehen Sie gerade? Ein paar Sätze genügen."),
        min_length=10,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Bitte schreiben Sie kurz, worum es geht."),
            "min_length": _("Bitte schreiben Sie mindestens %(limit_value)d Zeichen."),
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            ),
        },
    )
    company = line(
        _("Unternehmen oder Einrichtung"),
        required=True,
        longest=200,
        missing=_("Bitte nennen Sie Ihr Unternehmen oder Ihre Einrichtung."),
        autocomplete="organization",
    )
    place = line(
        _("Ort"),
        required=True,
        longest=100,
        missing=_("Bitte nennen Sie den Ort, an dem Sie sitzen."),
        autocomplete="address-level2",
    )
    industry = forms.ModelChoiceField(
        label=_("Branche"),
        queryset=Industry.objects.filter(retired=False),
        required=False,
        empty_label=_("keine Angabe"),
        to_field_name="slug",
    )
    size = forms.ChoiceField(
        label=_("Größe"), choices=[("", _("keine Angabe")), *Entry.Size.choices], required=False
    )
    preferred_times = line(
        _("Wann passt es Ihnen?"),
        required=False,
        longest=300,
        hint=_("Zum Beispiel: dienstags ab 14 Uhr, oder im März."),
    )
    name = line(
        _("Ihr Name"),
        required=True,
        longest=200,
        missing=_("Bitte nennen Sie Ihren Namen."),
        autocomplete="name",
    )
    email = email_field(_("E-Mail-Adresse"))
    phone = line(_("Telefon"), required=False, longest=40, autocomplete="tel")
    consent = forms.BooleanField(
        label=_(
            "Ich bin einverstanden, dass meine Angaben gespeichert werden, um diese Anfrage zu beantworten. "
            "Das kann ich jederzeit widerrufen."
        ),
        error_messages={"required": _("Bitte stimmen Sie zu; sonst können wir nicht antworten.")},
    )


class RegistrationForm(forms.Form):
    """What somebody says who wants to come to an event."""

    use_required_attribute = False

    name = line(
        _("Ihr Name"),
        required=True,
        longest=200,
        missing=_("Bitte nennen Sie Ihren Namen."),
        autocomplete="name",
    )
    email = email_field(_("E-Mail-Adresse"), hint=_("Dorthin schicken wir die Bestätigung."))
    organisation = line(
        _("Unternehmen oder Einrichtung"), required=False, longest=200, autocomplete="organization"
    )
    consent = forms.BooleanField(
        label=_(
            "Ich bin einverstanden, dass meine Angaben für diese Veranstaltung gespeichert und an die "
            "Veranstalter weitergegeben werden. Das kann ich jederzeit widerrufen."
        ),
        error_messages={"required": _("Bitte stimmen Sie zu; sonst können wir Sie nicht anmelden.")},
    )
