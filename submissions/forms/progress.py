"""The answers to questions of staff, without the rest of the form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.form_fields import LongText
from submissions.forms.sections import label
from submissions.forms.submission import ANSWER, LONGEST_ANSWER


class Answer(LongText):
    """Asked for, and may wait: of several questions one can be answered now and another later."""

    def validate(self, value):
        pass


class AnswersForm(forms.Form):
    """One field for each open question; those that are left empty stay open."""

    use_required_attribute = False

    def __init__(self, submission, questions, data=None):
        begun = {name: text for name, text in submission.typed.items() if name.startswith(ANSWER)}
        super().__init__(data, initial=begun)
        self.questions = questions
        for question in questions:
            about = named(question, submission.kind)
            self.fields[f"{ANSWER}{question.pk}"] = Answer(
                label=_("Ihre Antwort zu „%(field)s“") % {"field": about} if about else _("Ihre Antwort"),
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={
                    "max_length": _(
                        "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
                    ),
                },
            )

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.values()):
            raise forms.ValidationError(_("Bitte schreiben Sie eine Antwort."), "empty")
        return said

    def answers(self):
        """Key of the question -> what was answered."""
        return {
            question.pk: text
            for question in self.questions
            if (text := self.cleaned_data[f"{ANSWER}{question.pk}"])
        }

    def asked(self):
        """Pairs of a question and the field for its answer."""
        return [(question, self[f"{ANSWER}{question.pk}"]) for question in self.questions]


def named(question, kind):
    """What a question is about, as the form calls it; "" for the whole."""
    return label(question.field, kind) if question.field else ""
