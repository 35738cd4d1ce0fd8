"""The Starthilfe: three questions, and on the same page what they lead to."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte.kiosk import KIOSK, is_kiosk
from landkarte.query.addresses import address
from machinery import limits
from machinery.sent_once import SentOnce
from offers.guide import AnswersForm, SavingsForm, Stage, result_for
from offers.guide.answers import LONGEST_PLACE
from offers.guide.letter import FORM, send_result
from offers.guide.savings import WEEKS
from offers.guide.send_form import SendForm

# The crafts business that loses twenty minutes of typing after every job.
EXAMPLE = {
    "stage": Stage.USE_CASES.value,
    "industry": "crafts",
    "place": "Hagen",
    "minutes": "20",
    "cases": "15",
    "rate": "50",
}


class Guide(View):
    """The questions, and the result as soon as somebody has answered or skipped them."""

    def get(self, request):
        form, savings_form = AnswersForm(request.GET), SavingsForm(request.GET)
        wrong_forms = [one for one in (form, savings_form) if not one.is_valid()]
        answers = form.answers if form.is_valid() else None
        answered = answers is not None and AnswersForm.is_answered(request.GET)
        state = answers.state() if answered else {}
        page = KIOSK if is_kiosk(request) else {}
        context = {
            "form": form,
            "savings_form": savings_form,
            "wrong_form": next(iter(wrong_forms), None),
            "answers": answers,
            "result": result_for(answers) if answered else None,
            "place": answers.spot.label if answers and answers.spot else typed(request),
            "savings": savings_form.savings,
            "usual_weeks": WEEKS,
            "kept_by_questions": (page | savings_form.parameters()).items(),
            "kept_by_savings": (page | state).items(),
            "example": address(reverse("offers:guide"), page | EXAMPLE),
            "send": address(reverse("offers:guide-send"), state),
            "full_address": request.build_absolute_uri(
                address(request.path, state | savings_form.parameters())
            ),
        }
        return render(request, "offers/guide.html", context, status=400 if wrong_forms else 200)


def result_address(answers):
    return address(reverse("offers:guide"), answers.state())


def typed(request):
    """What stands in the place field of a form that is not in order."""
    return request.GET.get("place", "")[:LONGEST_PLACE]


class GuideSend(SentOnce):
    """One result as a letter to oneself. Sent twice, it is one letter."""

    form_class = SendForm
    template_name = "offers/guide_send.html"

    def dispatch(self, request):
        self.answers_form = AnswersForm(request.GET)
        if self.answers_form.is_valid():
            return super().dispatch(request)
        context = {"form": self.answers_form, "wrong": True, "start": reverse("offers:guide")}
        return render(request, self.template_name, context, status=400)

    def subject(self):
        return self.answers_form.answers

    def form_name(self, subject):
        return address(FORM, subject.parameters())

    def act(self, subject, form, sender):
        send_result(
            result_for(subject),
            to=form.cleaned_data["email"],
            language=get_language(),
            result_address=self.request.build_absolute_uri(result_address(subject)),
            absolute=self.request.build_absolute_uri,
            sender=sender,
        )
        return "sent"

    def received(self, reference):
        return redirect(address(reverse("offers:guide-sent"), self.subject().parameters()))

    def arrived_already(self, reference):
        return _(
            "Dieses Formular ist schon abgeschickt. Wenn Sie den Brief an eine andere Adresse "
            "schicken möchten, senden Sie es noch einmal."
        )

    def context(self, subject):
        return {
            "wrong": False,
            "answers": subject,
            "action": address(self.request.path, subject.parameters()),
            "back": result_address(subject),
        }


@method_decorator(never_cache, name="dispatch")
class GuideSent(View):
    """What happens next; the same whoever asked and whatever became of the letter."""

    def get(self, request):
        form = AnswersForm(request.GET)
        valid = form.is_valid()
        back = result_address(form.answers) if valid else reverse("offers:guide")
        context = {"back": back, "most": limits.LETTERS_TO_ONE_A_DAY}
        return render(request, "offers/guide_sent.html", context, status=200 if valid else 400)
