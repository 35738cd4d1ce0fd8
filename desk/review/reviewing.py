"""The page on which staff decide about one submission: it previews, decides by the verbs, and undoes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from desk.queue import assignment
from desk.queue.panel import handling_context, next_address
from desk.review import letter_preview
from desk.review.forms import AcceptForm, AskForm, ProposalForm, RejectForm
from desk.review.review_lines import refusal_lines
from desk.review.review_page import page_of, typed_words
from machinery.refusals import refusals
from submissions import accepting, review, review_letters, undoing

DECIDE = "submissions.decide_submission"
SOURCE = "submission"
TEMPLATE = "admin/submissions/submission/review.html"


class ReviewMixin:
    """Adds the page of one row and `<pk>/undo/` to the ModelAdmin of submissions."""

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="submissions_submission_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was submitted beside what the entry says now, and the verbs; nothing else is written."""
        submission = self.get_object(request, object_id)
        if submission is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        if request.method != "POST" and "next" in request.GET:
            return HttpResponseRedirect(next_address(request, SOURCE, submission.pk))
        if request.method != "POST":
            return self._page(request, submission)
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        return self._answer(request, submission)

    def _answer(self, request, submission):
        name = next((name for name in (*PREVIEWS, *VERBS) if name in request.POST), None)
        if name is None:
            return self._page(request, submission)
        if name in NEEDS_DECIDE and not request.user.has_perm(DECIDE):
            raise PermissionDenied
        form = FORMS[name](submission, request.POST)
        if not form.is_valid():
            return self._page(request, submission, form, status=400)
        return (self._preview if name in PREVIEWS else self._decide)(request, submission, name, form)

    def _preview(self, request, submission, name, form):
        try:
            letters = PREVIEWS[name](submission, form)
        except ValidationError as refusal:
            self._refuse(request, submission, form, refusal)
            return self._page(request, submission, form, status=400)
        if name == "_preview_reject" and not form.cleaned_data["explanation"]:
            form.data = form.data.copy()
            words = review_letters.WORDS.get(form.cleaned_data["reason"], "")
            form.data[form.add_prefix("explanation")] = str(words)
        return self._page(request, submission, form, previews=letters, previewed=name)

    def _decide(self, request, submission, name, form):
        verb, told = VERBS[name]
        try:
            done = verb(submission, form, request.user)
        except ValidationError as refusal:
            self._refuse(request, submission, form, refusal)
            again = self.get_object(request, str(submission.pk))
            return self._page(request, again, form, status=409)
        words = told % self.name_of_it(submission)
        if name in ("_accept", "_reject"):
            words = format_html("{} {}", words, self._undo_button(request, done))
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(next_address(request, SOURCE, submission.pk))

    def _refuse(self, request, submission, form, refusal):
        """Say why, above the page and at the field that wants words."""
        self.message_user(request, refusal_lines(refusal, submission), messages.ERROR)
        missing = [one.message for one in refusals(refusal) if one.code == "no-explanation"]
        if missing:
            form.add_error("explanation", missing)

    def _undo_button(self, request, submission):
        return format_html(
            '<form class="undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" '
            'value="{}"><button type="submit">{}</button></form>',
            reverse("admin:submissions_submission_undo", args=[submission.pk]),
            get_token(request),
            _("Rückgängig (10 Minuten)"),
        )

    def undo_view(self, request, pk):
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        submission = self.get_object(request, str(pk))
        if submission is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if request.method == "POST":
            try:
                review.undo(submission, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, refusal_lines(refusal, submission), messages.ERROR)
                return self._page(request, self.get_object(request, str(pk)), status=409)
            told = _("Zurückgenommen: „%s“ wartet wieder, der Brief ist nicht hinausgegangen.")
            self.message_user(request, told % self.name_of_it(submission), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:submissions_submission_change", args=[pk]))

    def _page(self, request, submission, sent=None, *, status=200, previews=(), previewed=""):
        may_change = self.has_change_permission(request, submission)
        may_decide = may_change and request.user.has_perm(DECIDE)
        is_beaten = status == 409 and not submission.is_open
        context = {
            **self.admin_site.each_context(request),
            **page_of(submission, sent, request.POST if request.method == "POST" else None),
            **handling_context(request, SOURCE, submission.pk),
            "opts": self.opts,
            "title": submission.reference,
            "subtitle": self.name_of_it(submission),
            "state": self.state(submission),
            "age": self.age(submission),
            "due": self.due(submission),
            "may_ask": may_change and review.may("ask", submission),
            "may_decide": may_decide,
            "may_propose": may_change and not may_decide and submission.is_open,
            "may_see_letters": request.user.has_perm("machinery.view_letter"),
            "shows_all": "all" in request.GET,
            "previews": previews,
            "previewed": previewed.removeprefix("_preview_"),
            "is_beaten": is_beaten,
            "typed_words": typed_words(submission, request.POST) if is_beaten else [],
            "undo_until": undoing.undoable_until(submission) if may_decide else None,
            "left_out": accepting.labels_of(submission.left_out),
        }
        return TemplateResponse(request, TEMPLATE, context, status=status)


# -- What the buttons do ---------------------------------------------------------------------------------


def _accept(submission, form, by):
    return review.accept(submission, by=by, **form.seen(), **form.said())


def _ask(submission, form, by):
    return review.ask(submission, form.questions(), by=by, **form.seen())


def _reject(submission, form, by):
    return review.reject(submission, by=by, **form.seen(), **form.said())


def _propose(submission, form, by):
    assignment.add_note(SOURCE, submission.pk, by=by, **form.cleaned_data)
    return submission


def _ask_form(submission, sent):
    return AskForm(submission.kind, sent)


VERBS = {
    "_accept": (_accept, _("„%s“ ist angenommen.")),
    "_ask": (_ask, _("Die Rückfrage zu „%s“ ist gestellt.")),
    "_reject": (_reject, _("„%s“ ist abgelehnt.")),
    "_propose": (_propose, _("Der Vorschlag zu „%s“ ist notiert.")),
}
PREVIEWS = {
    "_preview_accept": lambda submission, form: letter_preview.of_acceptance(submission, **form.said()),
    "_preview_ask": lambda submission, form: letter_preview.of_questions(submission, form.questions()),
    "_preview_reject": lambda submission, form: letter_preview.of_rejection(submission, **form.said()),
}
FORMS = {
    **dict.fromkeys(["_accept", "_preview_accept"], lambda _submission, sent: AcceptForm(sent)),
    **dict.fromkeys(["_ask", "_preview_ask"], _ask_form),
    **dict.fromkeys(["_reject", "_preview_reject"], lambda _submission, sent: RejectForm(sent)),
    "_propose": lambda _submission, sent: ProposalForm(sent),
}
NEEDS_DECIDE = {"_accept", "_reject"}
