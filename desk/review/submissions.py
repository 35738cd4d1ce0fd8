"""Submissions: a queue by due date; what an organisation wrote is read here, and the verbs decide."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.lists import deadlines
from desk.lists.deadlines import age_between, due_in_words
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from desk.review.filters import AskedFilter, DecidedFilter, SentFilter, SpeedFilter
from desk.review.reviewing import ReviewMixin
from submissions.models import Submission

Status = Submission.Status
TONES = {
    Status.SUBMITTED: WAITING,
    Status.QUESTION: QUIET,
    Status.ACCEPTED: GOOD,
    Status.REJECTED: WRONG,
    Status.WITHDRAWN: QUIET,
}


class QueueFilter(admin.SimpleListFilter):
    """What waits comes first; everything else on request."""

    title = _("Liste")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("question", _("bei der Organisation")), ("closed", _("entschieden")), ("all", _("alle"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": _("zu entscheiden")}, *others]

    def queryset(self, request, submissions):
        if self.value() == "all":
            return submissions
        if self.value() == "question":
            return submissions.filter(status=Status.QUESTION)
        if self.value() == "closed":
            return submissions.exclude(status__in=Submission.OPEN)
        return submissions.awaiting_review()


class DueFilter(deadlines.DueFilter):
    def waiting(self, submissions):
        return submissions.awaiting_review()


class NewFilter(admin.SimpleListFilter):
    title = _("Neu oder Änderung")
    parameter_name = "new"

    def lookups(self, request, model_admin):
        return [("yes", _("neuer Eintrag")), ("no", _("Änderung"))]

    def queryset(self, request, submissions):
        if self.value() == "yes":
            return submissions.filter(base={})
        if self.value() == "no":
            return submissions.exclude(base={})
        return submissions


@admin.register(Submission)
class SubmissionAdmin(ReviewMixin, admin.ModelAdmin):
    list_display = ["reference", "name_of_it", "kind", "organisation", "state", "age", "due"]
    list_display_links = ["reference", "name_of_it"]
    list_filter = [
        QueueFilter,
        DueFilter,
        NewFilter,
        "kind",
        SentFilter,
        DecidedFilter,
        AskedFilter,
        SpeedFilter,
    ]
    list_select_related = ["organisation"]
    list_per_page = 50
    search_fields = ["reference", "organisation__name", "submitted_content__name"]
    search_help_text = _("Sucht in Nummer, Name und Organisation.")
    ordering = ["due_on", "pk"]
    actions = None
    age = age_between("submitted_at", "decided_at")  # since it was last submitted

    def get_queryset(self, request):
        """What was submitted at some time: drafts are the members' own affair."""
        return super().get_queryset(request).exclude(reference=None)

    # -- Who may do what ---------------------------------------------------------------------------

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # -- The list ----------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        titled = {"title": _("Einreichungen")}
        return super().changelist_view(request, titled | (extra_context or {}))

    @admin.display(description=_("Name"))
    def name_of_it(self, submission):
        return submission.submitted_content.get("name") or submission.organisation.name

    @admin.display(description=_("Status"), ordering="status")
    def state(self, submission):
        return word(submission.get_status_display(), TONES[submission.status])

    @admin.display(description=_("Fällig"), ordering="due_on")
    def due(self, submission):
        late = submission.status == Status.SUBMITTED and submission.due_on < timezone.localdate()
        said = due_in_words(submission.due_on, is_over=late)
        return word(said, WRONG) if late else said
