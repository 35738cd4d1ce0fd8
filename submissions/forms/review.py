"""What staff type when they ask about a submission or refuse it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from landkarte.forms import LongText
from submissions import review
from submissions.content import fields_of
from submissions.models import Submission

ASK = "ask_"


class VersionForm(forms.Form):
    """`version` is that of the content which the page showed."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


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
        return {name.removeprefix(ASK): text for name, text in self.cleaned_data.items() if name != "version"}

    def of(self, name):
        return self[f"{ASK}{name}"]


class RejectForm(VersionForm):
    prefix = "rejecting"

    reason = forms.ChoiceField(label=_("Grund"), choices=[("", "---------"), *Submission.Reason.choices])
    explanation = LongText(
        label=_("Erläuterung"),
        required=False,
        max_length=review.LONGEST_EXPLANATION,
        help_text=_("Steht im Brief: was fehlt, und was die Organisation tun kann."),
        widget=forms.Textarea(attrs={"rows": 5, "cols": 60}),
    )


class AcceptForm(VersionForm):
    prefix = "accepting"
