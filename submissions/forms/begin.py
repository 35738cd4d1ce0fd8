"""The forms that begin and end the way: which kind it is to be, and consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from submissions import consent

EXPLAINED = {
    Entry.Kind.COMPANY: _("Ein Betrieb, der KI anbietet, entwickelt oder selbst einsetzt."),
    Entry.Kind.RESEARCH: _("Ein Institut, Lehrstuhl oder Zentrum, das zu KI forscht."),
    Entry.Kind.INITIATIVE: _("Ein Netzwerk, Verein oder Cluster, das Menschen zu KI zusammenbringt."),
    Entry.Kind.BEST_PRACTICE: _("Ein Einsatz von KI, der schon läuft und von dem andere lernen können."),
    Entry.Kind.PRODUCT: _("Etwas mit KI, das man kaufen oder nutzen kann."),
    Entry.Kind.PROJECT: _("Ein Vorhaben auf Zeit, oft mit Partnern."),
    Entry.Kind.QUALIFICATION: _("Ein Kurs, Studiengang oder Training zu KI."),
}


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
        return [(option, EXPLAINED[option.data["value"]]) for option in self["kind"]]


class ConsentForm(forms.Form):
    """`version` is that of the content which the page showed."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=consent.TEXT,
        error_messages={"required": _("Bitte stimmen Sie zu; sonst dürfen wir nichts veröffentlichen.")},
    )
