"""The Starthilfe: three questions, and on the same page what they lead to."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte import limits, once
from landkarte.narrowing import address
from landkarte.presentation import KIOSK, is_kiosk
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
        form = AnswersForm(request.GET)
        savings_form = SavingsForm(request.GET)
        valid, savings_valid = form.is_valid(), savings_form.is_valid()
        answers = form.answers if valid else None
        answered = valid and AnswersForm.is_answered(request.GET)
        page = KIOSK if is_kiosk(request) else {}
        state = answers.parameters() if valid else {}
        context = {
            "form": form,
            "savings_form": savings_form,
            "wrong_form": form if not valid else savings_form,
            "wrong": not (valid and savings_valid),
            "answers": answers,
            "result": result_for(answers) if answered else None,
            "place": answers.spot.label if valid and answers.spot else typed(request),
            "savings": savings_form.savings,
            "usual_weeks": WEEKS,
            "kept_by_questions": (page | savings_form.parameters()).items(),
            "kept_by_savings": (page | (self.state(request, answers) if answered else {})).items(),
            "example": address(reverse("offers:guide"), page | EXAMPLE),
            "send": address(reverse("offers:guide-send"), state or {"stage": ""}),
            "full_address": request.build_absolute_uri(
                address(request.path, (state or {"stage": ""}) | savings_form.parameters())
            ),
        }
        status = 400 if context["wrong"] else 200
        return render(request, "offers/guide.html", context, status=status)

    def state(self, request, answers):
        """The answers as the other form carries them on; open ones as well, since they were given."""
        return answers.parameters() or {"stage": ""}


def typed(request):
    """What stands in the place field of a form that is not in order."""
    return request.GET.get("place", "")[:LONGEST_PLACE]


@method_decorator(never_cache, name="dispatch")
class GuideSend(View):
    """One result as a letter to oneself. Sent twice, it is one letter."""

    def get(self, request):
        answers, wrong = self.answers(request)
        return wrong or self.page(answers, SendForm())

    def post(self, request):
        answers, wrong = self.answers(request)
        if wrong:
            return wrong
        form = SendForm(request.POST)
        if not form.is_valid():
            return self.page(answers, form, status=400)
        try:
            once.once(
                request.POST.get("token", ""),
                form=FORM,
                content=form.cleaned_data | answers.parameters(),
                act=lambda: self.send(request, answers, form.cleaned_data["email"]),
            )
        except once.ExpiredTokenError:
            form.add_error(
                None,
                _(
                    "Dieses Formular war zu lange offen. Ihre Angaben stehen noch da; "
                    "bitte senden Sie es noch einmal."
                ),
            )
            return self.page(answers, form, status=400)
        except once.OtherContentError:
            form.add_error(
                None,
                _(
                    "Dieses Formular ist schon abgeschickt. Wenn Sie den Brief an eine andere Adresse "
                    "schicken möchten, senden Sie es noch einmal."
                ),
            )
            return self.page(answers, form, status=409, token=once.new_token(FORM))
        except limits.LimitReachedError as limit:
            form.add_error(None, too_many(limit))
            response = self.page(answers, form, status=429)
            response.headers["Retry-After"] = str(limit.seconds)
            return response
        return redirect(address(reverse("offers:guide-sent"), answers.parameters()))

    def answers(self, request):
        """The answers of the address, or the page that says what is wrong with them."""
        form = AnswersForm(request.GET)
        if form.is_valid():
            return form.answers, None
        context = {"form": form, "wrong": True, "start": reverse("offers:guide")}
        return None, render(request, "offers/guide_send.html", context, status=400)

    def send(self, request, answers, email):
        result_address = address(reverse("offers:guide"), answers.parameters() or {"stage": ""})
        send_result(
            result_for(answers),
            to=email,
            language=get_language(),
            result_address=request.build_absolute_uri(result_address),
            absolute=request.build_absolute_uri,
            sender=limits.sender_of(request),
        )
        return "sent"

    def page(self, answers, form, *, status=200, token=None):
        sent = self.request.POST.get("token", "")
        context = {
            "answers": answers,
            "form": form,
            "token": token or (sent if once.is_current(sent, FORM) else once.new_token(FORM)),
            "action": address(self.request.path, answers.parameters()),
            "back": address(reverse("offers:guide"), answers.parameters() or {"stage": ""}),
        }
        return render(self.request, "offers/guide_send.html", context, status=status)


def too_many(limit):
    """What somebody reads who is to wait."""
    if limit.by_all:
        return _(
            "Heute haben wir schon sehr viele Briefe verschickt. Bitte versuchen Sie es morgen noch einmal."
        )
    minutes = -(-limit.seconds // 60)
    return (
        ngettext(
            "Von Ihrem Anschluss kamen gerade viele Anfragen. Versuchen Sie es in %d Minute noch einmal.",
            "Von Ihrem Anschluss kamen gerade viele Anfragen. Versuchen Sie es in %d Minuten noch einmal.",
            minutes,
        )
        % minutes
    )


@method_decorator(never_cache, name="dispatch")
class GuideSent(View):
    """What happens next; the same whoever asked and whatever became of the letter."""

    def get(self, request):
        form = AnswersForm(request.GET)
        state = form.answers.parameters() if form.is_valid() else {}
        back = address(reverse("offers:guide"), state or {"stage": ""})
        context = {"back": back, "most": limits.LETTERS_TO_ONE_A_DAY}
        return render(request, "offers/guide_sent.html", context, status=200 if form.is_valid() else 400)
