"""The forms that begin and end the way: which kind it is to be, and consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions import consent
from submissions.forms.kinds import WORDS


class KindForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Was möchten Sie eintragen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, was Sie eintragen möchten.")},
    )

    def __init__(self, data=None, *, kinds, initial=None):
        super().__init__(data, initial=initial)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def options(self):
        """Each choice with what it means."""
        return [(option, WORDS[option.data["value"]].explained) for option in self["kind"]]


class ConsentForm(forms.Form):
    """`version` is that of the content which the page showed."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=consent.TEXT,
        error_messages={"required": _("Bitte stimmen Sie zu; sonst dürfen wir nichts veröffentlichen.")},
    )
