"""What staff type when they accept a submission, ask about it or refuse it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import DeskNote
from machinery.form_fields import LongText
from submissions import review
from submissions.content import fields_of
from submissions.models import Submission

ASK = "ask_"


class VersionForm(forms.Form):
    """`version` and `status` are what the page showed."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    status = forms.ChoiceField(widget=forms.HiddenInput, choices=Submission.Status.choices)

    def seen(self):
        return {name: self.cleaned_data[name] for name in ("version", "status")}


class AskForm(VersionForm):
    """A question about each field of the kind, and one about the whole; what is left empty is not asked."""

    prefix = "asking"

    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ["", *fields_of(kind)]:
            self.fields[f"{ASK}{name}"] = LongText(
                label=_("Rückfrage"),
                required=False,
                max_length=review.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
            )

    def questions(self):
        said = self.cleaned_data.items()
        return {name.removeprefix(ASK): text for name, text in said if name.startswith(ASK)}

    def of(self, name):
        return self[f"{ASK}{name}"]


class RejectForm(VersionForm):
    prefix = "rejecting"

    reason = forms.ChoiceField(label=_("Grund"), choices=[("", "---------"), *Submission.Reason.choices])
    explanation = LongText(
        label=_("Text im Brief"),
        required=False,
        max_length=review.LONGEST_EXPLANATION,
        help_text=_(
            "Steht so im Brief. Bleibt das Feld leer, steht dort der Standardtext zum Grund, in der Sprache "
            "der Person; die Vorschau trägt ihn hier ein, und Sie können ihn ändern."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
    )

    def said(self):
        return {name: self.cleaned_data[name] for name in ("reason", "explanation")}


class Chosen(forms.MultipleChoiceField):
    """Names of choices; the verb knows which there are."""

    def valid_value(self, value):
        return True


class AcceptForm(VersionForm):
    """What of it is taken over: without `offered`, which the page with its boxes sends, all of it."""

    prefix = "accepting"

    offered = forms.CharField(required=False, widget=forms.HiddenInput)
    chosen = Chosen(required=False, widget=forms.CheckboxSelectMultiple)
    explanation = LongText(
        label=_("Warum nicht alles?"),
        required=False,
        max_length=review.LONGEST_EXPLANATION,
        help_text=_("Nur wenn Sie oben etwas abgewählt haben. Steht so im Brief."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )

    def said(self):
        chosen = self.cleaned_data["chosen"] if self.cleaned_data["offered"] else None
        return {"chosen": chosen, "explanation": self.cleaned_data["explanation"]}


class ProposalForm(forms.Form):
    """What somebody who may not decide would do, for those who may."""

    prefix = "proposing"
    use_required_attribute = False

    proposal = forms.ChoiceField(
        label=_("Vorschlag"), choices=[("", "---------"), *DeskNote.Proposal.choices]
    )
    text = LongText(
        label=_("Begründung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
