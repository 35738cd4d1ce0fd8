"""Claims: a queue by due date; staff accept or reject what is not clear, by the verbs alone."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from desk.lists.deadlines import DueFilter, DueMixin, age_between
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from desk.queue import assignment
from desk.queue.panel import handling_context, next_address
from desk.review.claim_page import ACCEPT, REJECT, page_of, previews_of
from desk.review.filters import DecidedFilter, ReceivedFilter
from desk.review.forms import ProposalForm
from machinery.form_fields import LongText
from machinery.refusals import in_words
from submissions import claims
from submissions.models import Claim

DECIDE = "submissions.decide_claim"
SOURCE = "claim"
DECISIONS = (ACCEPT, REJECT)
PREVIEWS = {f"preview_{name}": name for name in DECISIONS}
TONES = {
    Claim.Status.OPEN: WAITING,
    Claim.Status.ACCEPTED: GOOD,
    Claim.Status.REJECTED: WRONG,
    Claim.Status.WITHDRAWN: QUIET,
}


class DecisionForm(forms.Form):
    """What becomes of an open claim, and the text of the letter when it is rejected."""

    use_required_attribute = False

    decision = forms.ChoiceField(choices=[(name, name) for name in (*DECISIONS, *PREVIEWS)])
    why = LongText(
        label=_("Warum abgelehnt?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 60}),
        help_text=_("Steht so im Brief an die Person."),
    )

    def clean(self):
        said = super().clean()
        if said.get("decision") in (REJECT, "preview_reject") and "why" in said and not said["why"].strip():
            self.add_error("why", _("Bitte schreiben Sie, warum Sie den Anspruch ablehnen."))
        return said


@admin.register(Claim)
class ClaimAdmin(DueMixin, admin.ModelAdmin):
    list_display = ["reference", "name_of_entry", "user", "evidence", "status", "heard", "age", "due"]
    list_display_links = ["reference"]
    list_filter = ["status", DueFilter, "evidence", ReceivedFilter, DecidedFilter]
    list_select_related = ["entry", "user"]
    list_per_page = 50
    search_fields = ["reference", "entry__name", "user__email", "message"]
    ordering = ["decided_at", "due_on", "pk"]
    actions = ["accept_selected"]
    age = age_between("created_at", "decided_at")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("Eintrag"), ordering="entry__name")
    def name_of_entry(self, claim):
        address = reverse("admin:landkarte_entry_change", args=[claim.entry_id])
        return format_html('<a href="{}">{}</a>', address, claim.entry.name)

    @admin.display(description=_("Einspruch"))
    def heard(self, claim):
        if claim.objection:
            return _("erhoben")
        return _("bis %s") % claim.objection_until.strftime("%d.%m.%Y") if claim.objection_until else "–"

    # -- The page of one ---------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Evidence, owner and what was said; the verbs decide, nothing else is written."""
        claim = self.get_object(request, object_id)
        if claim is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, claim):
            raise PermissionDenied
        if request.method != "POST" and "next" in request.GET:
            return HttpResponseRedirect(next_address(request, SOURCE, claim.pk))
        if request.method != "POST":
            return self._page(request, claim, DecisionForm())
        if not self.has_change_permission(request, claim):
            raise PermissionDenied
        return self._answer(request, claim)

    def _answer(self, request, claim):
        if "_propose" in request.POST:
            return self._propose(request, claim)
        if not request.POST.get("decision"):
            return self._page(request, claim, DecisionForm())
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(request, claim, form, status=400)
        decision, why = form.cleaned_data["decision"], form.cleaned_data["why"]
        if decision in PREVIEWS:
            letters = previews_of(claim, PREVIEWS[decision], why)
            return self._page(request, claim, form, previews=letters, previewed=PREVIEWS[decision])
        return self._decide(request, claim, form, decision, why)

    def _decide(self, request, claim, form, decision, why):
        """By the verbs, which lock the row: of two reviewers at once the second is told."""
        try:
            if decision == ACCEPT:
                self._accept(request, claim)
            else:
                done = claims.reject(claim, by=request.user, explanation=why)
                self.message_user(request, _("%s ist abgelehnt.") % done.reference, messages.SUCCESS)
        except ValidationError as error:
            self.message_user(request, in_words(error), messages.WARNING)
            return self._page(request, self.get_object(request, str(claim.pk)), form, status=409)
        return HttpResponseRedirect(next_address(request, SOURCE, claim.pk))

    def _propose(self, request, claim):
        form = ProposalForm(request.POST)
        if not form.is_valid():
            return self._page(request, claim, DecisionForm(), proposing=form, status=400)
        assignment.add_note(SOURCE, claim.pk, by=request.user, **form.cleaned_data)
        self.message_user(
            request, _("Der Vorschlag zu „%s“ ist notiert.") % claim.reference, messages.SUCCESS
        )
        return HttpResponseRedirect(next_address(request, SOURCE, claim.pk))

    def _page(self, request, claim, form, *, proposing=None, status=200, previews=(), previewed=""):
        may_change = self.has_change_permission(request, claim)
        may_decide = may_change and claim.is_open and request.user.has_perm(DECIDE)
        is_beaten = status == 409 and not claim.is_open
        words = request.POST.get("why", "").strip()
        context = {
            **self.admin_site.each_context(request),
            **page_of(claim),
            **handling_context(request, SOURCE, claim.pk),
            "opts": self.opts,
            "original": claim,
            "title": claim.reference,
            "subtitle": claim.entry.name,
            "state": word(claim.get_status_display(), TONES[claim.status]),
            "age": self.age(claim),
            "due": self.due(claim),
            "form": form,
            "proposing": proposing or ProposalForm(),
            "may_decide": may_decide,
            "may_propose": may_change and claim.is_open and not may_decide,
            "may_see_letters": request.user.has_perm("machinery.view_letter"),
            "previews": previews,
            "previewed": previewed,
            "is_beaten": is_beaten,
            "typed_words": [words] if is_beaten and words else [],
        }
        return TemplateResponse(request, "admin/submissions/claim/review.html", context, status=status)

    # -- Decisions ---------------------------------------------------------------------------------

    def has_decide_permission(self, request):
        return request.user.has_perm(DECIDE)

    @admin.action(description=_("Ausgewählte Ansprüche annehmen"), permissions=["decide"])
    def accept_selected(self, request, queryset):
        for claim in queryset:
            try:
                self._accept(request, claim)
            except ValidationError as error:
                self.message_user(request, in_words(error), messages.WARNING)

    def _accept(self, request, claim):
        claim = claims.accept(claim, by=request.user)
        if claim.is_open:
            told = _(
                "%(reference)s: Der Eintrag gehört inzwischen jemandem; wir haben gefragt, bis zum %(day)s."
            )
            level = messages.WARNING
        else:
            told, level = _("%(reference)s ist angenommen."), messages.SUCCESS
        day = claim.objection_until.strftime("%d.%m.%Y") if claim.objection_until else ""
        self.message_user(request, told % {"reference": claim.reference, "day": day}, level)
